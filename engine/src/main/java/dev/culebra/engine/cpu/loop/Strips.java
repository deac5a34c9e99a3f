package dev.culebra.engine.cpu.loop;

import dev.culebra.engine.DType;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** The arrays that a thread needs to run a {@link StripLoop}, kept so that runs allocate nothing. */
final class Strips {
    /** Elements; a few operands of this length fit into the nearest cache together. */
    static final int LENGTH = 1024;

    private static final ThreadLocal<Strips> CURRENT = ThreadLocal.withInitial(() -> new Strips(2));

    /** An array of each dtype for each input, made when it is first needed; the last row is the output's. */
    private final Object[][] arrays;
    private final Object[] inputs;

    private Strips(int inputs) {
        arrays = new Object[inputs + 1][DType.values().length];
        this.inputs = new Object[inputs];
    }

    /** Those of this thread, for so many inputs. */
    static Strips ofThread(int inputs) {
        Strips strips = CURRENT.get();
        if (strips.inputs.length < inputs) {
            strips = new Strips(inputs);
            CURRENT.set(strips);
        }
        return strips;
    }

    /** The array for an input, which is from now on that of {@link #inputs()}. */
    Object input(int input, DType dtype) {
        inputs[input] = array(input, dtype);
        return inputs[input];
    }

    /** The arrays for the inputs. */
    Object[] inputs() {
        return inputs;
    }

    /** The array for the output. */
    Object output(DType dtype) {
        return array(inputs.length, dtype);
    }

    private Object array(int operand, DType dtype) {
        Object array = arrays[operand][dtype.ordinal()];
        if (array == null) {
            array = switch (dtype) {
                case F32 -> new float[LENGTH];
                case F64 -> new double[LENGTH];
                case I32 -> new int[LENGTH];
                case I64 -> new long[LENGTH];
                case U8, BOOL -> new byte[LENGTH];
            };
            arrays[operand][dtype.ordinal()] = array;
        }
        return array;
    }

    /** Fills an array with the first elements of a walk over memory. */
    static void load(Operand operand, MemorySegment memory, long offset, long stride, Object array, int count) {
        MemorySegment segment = NativeSegments.cast(memory);
        if (operand.access() == Access.STRIDED) {
            StridedCopy.load(segment, offset, stride, array, count);
        } else {
            MemorySegment.copy(segment, layout(operand.dtype()), offset, array, 0, count);
        }
    }

    /** Stores the first elements of an array along a walk over memory. */
    static void store(Operand operand, Object array, MemorySegment memory, long offset, long stride, int count) {
        MemorySegment segment = NativeSegments.cast(memory);
        if (operand.access() == Access.STRIDED) {
            StridedCopy.store(array, segment, offset, stride, count);
        } else {
            MemorySegment.copy(array, 0, segment, layout(operand.dtype()), offset, count);
        }
    }

    private static ValueLayout layout(DType dtype) {
        return switch (dtype) {
            case F32 -> ValueLayout.JAVA_FLOAT_UNALIGNED;
            case F64 -> ValueLayout.JAVA_DOUBLE_UNALIGNED;
            case I32 -> ValueLayout.JAVA_INT_UNALIGNED;
            case I64 -> ValueLayout.JAVA_LONG_UNALIGNED;
            case U8, BOOL -> ValueLayout.JAVA_BYTE;
        };
    }
}
