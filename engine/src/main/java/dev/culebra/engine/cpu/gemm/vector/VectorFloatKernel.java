package dev.culebra.engine.cpu.gemm.vector;

import dev.culebra.engine.cpu.gemm.FloatKernel;
import dev.culebra.engine.cpu.gemm.Matrix;
import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** Packing and unpacking by vectors. */
abstract class VectorFloatKernel extends FloatKernel {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();

    @Override
    public final int columns() {
        return 2 * LANES;
    }

    @Override
    public final void pack(MemorySegment source, long offset, long across, long along, int count, int width, int depth,
            float[] panels, int panelOffset) {
        if (across == 1 && count == width && width == columns()) {
            for (int p = 0; p < depth; p++) {
                long from = (offset + p * along) * Float.BYTES;
                int to = panelOffset + p * width;
                FloatVector.fromMemorySegment(SPECIES, source, from, ORDER).intoArray(panels, to);
                from += SPECIES.vectorByteSize();
                FloatVector.fromMemorySegment(SPECIES, source, from, ORDER).intoArray(panels, to + LANES);
            }
        } else {
            super.pack(source, offset, across, along, count, width, depth, panels, panelOffset);
        }
    }

    @Override
    public final void unpack(float[] tile, int rows, int columns, Matrix out, long index, boolean accumulate) {
        if (out.columnStride() != 1 || columns < columns()) {
            super.unpack(tile, rows, columns, out, index, accumulate);
            return;
        }
        for (int i = 0; i < rows; i++) {
            int from = i * columns();
            long to = (index + i * out.rowStride()) * Float.BYTES;
            move(tile, from, out.segment(), to, accumulate);
            move(tile, from + LANES, out.segment(), to + SPECIES.vectorByteSize(), accumulate);
        }
    }

    private static void move(float[] tile, int from, MemorySegment out, long to, boolean accumulate) {
        var value = FloatVector.fromArray(SPECIES, tile, from);
        if (accumulate) {
            value = FloatVector.fromMemorySegment(SPECIES, out, to, ORDER).add(value);
        }
        value.intoMemorySegment(out, to, ORDER);
    }
}
