package dev.culebra.engine.cpu.gemm;

import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;

import java.lang.foreign.MemorySegment;

/** What the micro-kernels for {@code double} have in common. */
public abstract class DoubleKernel implements MicroKernel<double[]> {
    /** For subclasses. */
    protected DoubleKernel() {}

    @Override
    public final int elementBytes() {
        return Double.BYTES;
    }

    @Override
    public final double[] newPanels(int elements) {
        return new double[elements];
    }

    @Override
    public final int length(double[] panels) {
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
            double[] panels,
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
            MemorySegment source, long offset, long across, long along, int width, int depth, double[] panels, int to) {
        long first = offset;
        long second = first + across;
        long third = second + across;
        long fourth = third + across;
        for (int p = 0; p < depth; p++) {
            int at = to + p * width;
            panels[at] = source.getAtIndex(JAVA_DOUBLE, first + p * along);
            panels[at + 1] = source.getAtIndex(JAVA_DOUBLE, second + p * along);
            panels[at + 2] = source.getAtIndex(JAVA_DOUBLE, third + p * along);
            panels[at + 3] = source.getAtIndex(JAVA_DOUBLE, fourth + p * along);
        }
    }

    private static void packOne(
            MemorySegment source, long from, long along, int width, int depth, double[] panels, int to) {
        for (int p = 0; p < depth; p++) {
            panels[to + p * width] = source.getAtIndex(JAVA_DOUBLE, from + p * along);
        }
    }

    @Override
    public void unpack(double[] tile, int rows, int columns, Matrix out, long index, boolean accumulate) {
        MemorySegment segment = out.segment();
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                long to = index + i * out.rowStride() + j * out.columnStride();
                double value = tile[i * columns() + j];
                segment.setAtIndex(JAVA_DOUBLE, to, accumulate ? segment.getAtIndex(JAVA_DOUBLE, to) + value : value);
            }
        }
    }

    @Override
    public void multiplyDirect(int rows, int columns, int depth, Matrix lhs, Matrix rhs, Matrix out) {
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                double sum = 0;
                for (int p = 0; p < depth; p++) {
                    sum += lhs.segment().getAtIndex(JAVA_DOUBLE, lhs.index(i, p))
                            * rhs.segment().getAtIndex(JAVA_DOUBLE, rhs.index(p, j));
                }
                out.segment().setAtIndex(JAVA_DOUBLE, out.index(i, j), sum);
            }
        }
    }
}
