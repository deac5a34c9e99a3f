package dev.culebra.engine.cpu.gemm;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import java.lang.foreign.MemorySegment;

/** What the micro-kernels for {@code float} have in common. */
public abstract class FloatKernel implements MicroKernel<float[]> {
    /** As long as a right panel of two 512-bit vectors and a left one of 12 rows fit into 48 KiB together. */
    protected static final int DEPTH = Float.BYTES == 4 ? 224 : 192;

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
    public final int depth() {
        return DEPTH;
    }

    @Override
    public void packLhs(Matrix lhs, long index, int rows, int depth, float[] panels, int panelOffset) {
        int i = 0;
        for (; i + 4 <= rows; i += 4) {
            long from = index + i * lhs.rowStride();
            packFour(lhs.segment(), from, lhs.rowStride(), lhs.columnStride(), depth, panels, panelOffset + i * DEPTH,
                    DEPTH, 1);
        }
        for (; i < rows; i++) {
            long from = index + i * lhs.rowStride();
            packOne(lhs.segment(), from, lhs.columnStride(), depth, panels, panelOffset + i * DEPTH, 1);
        }
    }

    @Override
    public void packRhs(Matrix rhs, long index, int depth, int columns, float[] panels, int panelOffset) {
        packEdge(rhs, index, 0, depth, 0, columns, rhsWidth(columns), panels, panelOffset);
    }

    /** Packs some rows and columns, ends exclusive, of what {@link #packRhs} packs into a panel of this width. */
    protected final void packEdge(Matrix rhs, long index, int rowStart, int rowEnd, int columnStart, int columnEnd,
            int width, float[] panels, int panelOffset) {
        int to = panelOffset + rowStart * width;
        int j = columnStart;
        for (; j + 4 <= columnEnd; j += 4) {
            long from = index + rowStart * rhs.rowStride() + j * rhs.columnStride();
            packFour(rhs.segment(), from, rhs.columnStride(), rhs.rowStride(), rowEnd - rowStart, panels, to + j, 1,
                    width);
        }
        for (; j < columnEnd; j++) {
            long from = index + rowStart * rhs.rowStride() + j * rhs.columnStride();
            packOne(rhs.segment(), from, rhs.rowStride(), rowEnd - rowStart, panels, to + j, width);
        }
    }

    /**
     * Packs four rows of the left operand or columns of the right one in one sweep, so that a cache line is not
     * visited four times. As fast as shuffling vectors.
     *
     * @param across from one row (column) to the next in the source, in elements
     * @param along from one element of a row (column) to the next in the source
     * @param apart from one row (column) to the next in the panel
     * @param step from one element of a row (column) to the next in the panel
     */
    private static void packFour(MemorySegment source, long from, long across, long along, int depth, float[] panels,
            int to, int apart, int step) {
        long second = from + across;
        long third = second + across;
        long fourth = third + across;
        for (int p = 0; p < depth; p++) {
            int at = to + p * step;
            panels[at] = source.getAtIndex(JAVA_FLOAT, from + p * along);
            panels[at + apart] = source.getAtIndex(JAVA_FLOAT, second + p * along);
            panels[at + 2 * apart] = source.getAtIndex(JAVA_FLOAT, third + p * along);
            panels[at + 3 * apart] = source.getAtIndex(JAVA_FLOAT, fourth + p * along);
        }
    }

    private static void packOne(
            MemorySegment source, long from, long along, int count, float[] panels, int to, int step) {
        for (int p = 0; p < count; p++) {
            panels[to + p * step] = source.getAtIndex(JAVA_FLOAT, from + p * along);
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
