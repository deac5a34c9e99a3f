package dev.culebra.engine.cpu.gemm;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import java.lang.foreign.MemorySegment;

/** What the micro-kernels for {@code float} have in common. */
public abstract class FloatKernel implements MicroKernel<float[]> {
    /** For subclasses. */
    protected FloatKernel() {}

    @Override
    public final int elementBytes() {
        return Float.BYTES;
    }

    @Override
    public final float[] newPanels(int elements) {
        return new float[elements];
    }

    @Override
    public final int length(float[] panels) {
        return panels.length;
    }

    @Override
    public void pack(
            MemorySegment source,
            long offset,
            long across,
            long along,
            int count,
            int width,
            int depth,
            float[] panels,
            int panelOffset) {
        int i = 0;
        for (; i + 4 <= count; i += 4) {
            packFour(source, offset + i * across, across, along, width, depth, panels, panelOffset + i);
        }
        for (; i < count; i++) {
            packOne(source, offset + i * across, along, width, depth, panels, panelOffset + i);
        }
        for (; i < width; i++) {
            for (int p = 0; p < depth; p++) {
                panels[panelOffset + i + p * width] = 0;
            }
        }
    }

    /** Four at a time, so that each cache line of the panel is written at once; as fast as shuffling vectors. */
    private static void packFour(
            MemorySegment source, long offset, long across, long along, int width, int depth, float[] panels, int to) {
        long first = offset;
        long second = first + across;
        long third = second + across;
        long fourth = third + across;
        for (int p = 0; p < depth; p++) {
            int at = to + p * width;
            panels[at] = source.getAtIndex(JAVA_FLOAT, first + p * along);
            panels[at + 1] = source.getAtIndex(JAVA_FLOAT, second + p * along);
            panels[at + 2] = source.getAtIndex(JAVA_FLOAT, third + p * along);
            panels[at + 3] = source.getAtIndex(JAVA_FLOAT, fourth + p * along);
        }
    }

    private static void packOne(
            MemorySegment source, long from, long along, int width, int depth, float[] panels, int to) {
        for (int p = 0; p < depth; p++) {
            panels[to + p * width] = source.getAtIndex(JAVA_FLOAT, from + p * along);
        }
    }

    @Override
    public void unpack(float[] tile, int rows, int columns, Matrix out, long index, boolean accumulate) {
        MemorySegment segment = out.segment();
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                long to = index + i * out.rowStride() + j * out.columnStride();
                float value = tile[i * columns() + j];
                segment.setAtIndex(JAVA_FLOAT, to, accumulate ? segment.getAtIndex(JAVA_FLOAT, to) + value : value);
            }
        }
    }

    @Override
    public void multiplyDirect(int rows, int columns, int depth, Matrix lhs, Matrix rhs, Matrix out) {
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                float sum = 0;
                for (int p = 0; p < depth; p++) {
                    sum += lhs.segment().getAtIndex(JAVA_FLOAT, lhs.index(i, p))
                            * rhs.segment().getAtIndex(JAVA_FLOAT, rhs.index(p, j));
                }
                out.segment().setAtIndex(JAVA_FLOAT, out.index(i, j), sum);
            }
        }
    }
}
