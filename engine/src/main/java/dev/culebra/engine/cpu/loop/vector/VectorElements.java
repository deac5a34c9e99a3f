package dev.culebra.engine.cpu.loop.vector;

import dev.culebra.engine.cpu.loop.NativeSegments;
import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;

/** Loads and stores of whole vectors of the preferred width, called by generated code. */
public final class VectorElements {
    private VectorElements() {}

    /** Whether there is a fused multiply-add: x86 without AVX may lack it. */
    public static boolean fuses() {
        return FloatVector.SPECIES_PREFERRED.vectorBitSize() > 128 || System.getProperty("os.arch").equals("aarch64");
    }

    public static int lanesF32() {
        return FloatVector.SPECIES_PREFERRED.length();
    }

    public static int lanesF64() {
        return DoubleVector.SPECIES_PREFERRED.length();
    }

    public static FloatVector loadF32(MemorySegment segment, long offset) {
        return FloatVector.fromMemorySegment(FloatVector.SPECIES_PREFERRED, NativeSegments.unowned(segment), offset,
                ByteOrder.nativeOrder());
    }

    public static DoubleVector loadF64(MemorySegment segment, long offset) {
        return DoubleVector.fromMemorySegment(DoubleVector.SPECIES_PREFERRED, NativeSegments.unowned(segment), offset,
                ByteOrder.nativeOrder());
    }

    public static void storeF32(FloatVector value, MemorySegment segment, long offset) {
        value.intoMemorySegment(NativeSegments.unowned(segment), offset, ByteOrder.nativeOrder());
    }

    public static void storeF64(DoubleVector value, MemorySegment segment, long offset) {
        value.intoMemorySegment(NativeSegments.unowned(segment), offset, ByteOrder.nativeOrder());
    }

    public static FloatVector broadcast(float value) {
        return FloatVector.broadcast(FloatVector.SPECIES_PREFERRED, value);
    }

    public static DoubleVector broadcast(double value) {
        return DoubleVector.broadcast(DoubleVector.SPECIES_PREFERRED, value);
    }
}
