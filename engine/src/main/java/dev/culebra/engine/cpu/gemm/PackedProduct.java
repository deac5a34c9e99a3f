package dev.culebra.engine.cpu.gemm;

import dev.culebra.engine.cpu.CpuThreads;
import dev.culebra.engine.cpu.gemm.Workspaces.Workspace;

/** One product by packed panels: all threads pack the right operand, then each task packs some rows and multiplies them. */
final class PackedProduct<P> {
    private static final int PACK_TASK_ELEMENTS = 1 << 14;

    private final MicroKernel<P> kernel;
    private final Blocking blocking;
    private final Workspaces<P> workspaces;
    private final long m;
    private final long n;
    private final long k;
    private final Matrix lhs;
    private final Matrix rhs;
    private final Matrix out;
    private final TileEpilogue epilogue;

    PackedProduct(MicroKernel<P> kernel, Workspaces<P> workspaces, long m, long n, long k, Matrix lhs, Matrix rhs,
            Matrix out, TileEpilogue epilogue) {
        this.kernel = kernel;
        this.blocking = Blocking.of(kernel, k);
        this.workspaces = workspaces;
        this.m = m;
        this.n = n;
        this.k = k;
        this.lhs = lhs;
        this.rhs = rhs;
        this.out = out;
        this.epilogue = epilogue;
    }

    /** What is packed of the right operand: {@code [depth, columns]}, from row {@code row} and column {@code column} on. */
    private record Packed<P>(P panels, long row, int depth, long column, int columns) {}

    /** Computes the product, cut for so many threads. */
    void run(CpuThreads threads, int ways) {
        Workspace<P> workspace = workspaces.borrow();
        try {
            for (long column = 0; column < n; column += blocking.packedColumns()) {
                int columns = (int) Math.min(blocking.packedColumns(), n - column);
                for (long row = 0; row < k; row += blocking.packedDepth()) {
                    int depth = (int) Math.min(blocking.packedDepth(), k - row);
                    P panels = workspace.panels(depth * (int) Blocking.roundUp(columns, kernel.columns()));
                    var packed = new Packed<>(panels, row, depth, column, columns);
                    pack(threads, ways, packed);
                    multiply(threads, ways, packed);
                }
            }
        } finally {
            workspaces.giveBack(workspace);
        }
    }

    private void pack(CpuThreads threads, int ways, Packed<P> packed) {
        int width = kernel.columns();
        int panels = (packed.columns + width - 1) / width;
        int perTask = ways == 1 ? panels : Math.max(1, PACK_TASK_ELEMENTS / (packed.depth * width));
        threads.forEach((panels + perTask - 1) / perTask, task -> {
            int end = Math.min(packed.columns, (task + 1) * perTask * width);
            for (int j = task * perTask * width; j < end; j += width) {
                long index = rhs.index(packed.row, packed.column + j);
                kernel.packRhs(rhs, index, packed.depth, Math.min(width, end - j), packed.panels, j * packed.depth);
            }
        });
    }

    private void multiply(CpuThreads threads, int ways, Packed<P> packed) {
        int blockRows = blockRows(ways);
        int rowBlocks = Math.toIntExact((m + blockRows - 1) / blockRows);
        int blockColumns = blockColumns(ways, rowBlocks, packed.columns);
        int columnBlocks = (packed.columns + blockColumns - 1) / blockColumns;
        threads.forEach(rowBlocks * columnBlocks, task -> {
            Workspace<P> workspace = workspaces.borrow();
            try {
                long row = (long) (task / columnBlocks) * blockRows;
                int column = task % columnBlocks * blockColumns;
                new Block(workspace, packed, row, (int) Math.min(blockRows, m - row))
                        .multiply(column, Math.min(packed.columns, column + blockColumns));
            } finally {
                workspaces.giveBack(workspace);
            }
        });
    }

    /** Several tasks a thread, so that no thread waits long for the last one. */
    private int blockRows(int ways) {
        if (ways == 1) {
            return blocking.rows();
        }
        long rows = Math.min(blocking.rows(), (m + 2L * ways - 1) / (2L * ways));
        return (int) Blocking.roundUp(Math.max(rows, 2L * kernel.rows()), kernel.rows());
    }

    private int blockColumns(int ways, int rowBlocks, int columns) {
        if (ways == 1 || rowBlocks >= 2 * ways) {
            return columns;
        }
        int cuts = (2 * ways + rowBlocks - 1) / rowBlocks;
        return (int) Blocking.roundUp((columns + cuts - 1) / cuts, kernel.columns());
    }

    /** Some rows of the left operand, packed, with which one task multiplies. */
    private final class Block {
        private final Packed<P> packed;
        private final long firstRow;
        private final int rows;
        private final int sums;
        private final P panels;
        private final P tile;

        Block(Workspace<P> workspace, Packed<P> packed, long firstRow, int rows) {
            this.packed = packed;
            this.firstRow = firstRow;
            this.rows = rows;
            this.sums = (packed.depth + blocking.depth() - 1) / blocking.depth();
            this.tile = workspace.tile();
            this.panels = workspace.panels(panelOffset((int) Blocking.roundUp(rows, kernel.rows()), 0));
            for (int i = 0; i < rows; i += kernel.rows()) {
                for (int sum = 0; sum < sums; sum++) {
                    long index = lhs.index(firstRow + i, packed.row + (long) sum * blocking.depth());
                    kernel.packLhs(lhs, index, rowsAt(i), depthOf(sum), panels, panelOffset(i, sum));
                }
            }
        }

        void multiply(int columnStart, int columnEnd) {
            boolean last = packed.row + packed.depth == k;
            for (int from = columnStart; from < columnEnd; from += blocking.columns()) {
                int to = Math.min(columnEnd, from + blocking.columns());
                for (int sum = 0; sum < sums; sum++) {
                    sweep(sum, from, to);
                }
                if (last) {
                    epilogue.apply(firstRow, firstRow + rows, packed.column + from, packed.column + to);
                }
            }
        }

        private void sweep(int sum, int from, int to) {
            int depth = depthOf(sum);
            boolean accumulate = packed.row > 0 || sum > 0;
            for (int j = from; j < to; j += kernel.columns()) {
                int columns = Math.min(kernel.columns(), packed.columns - j);
                int rhsOffset = j * packed.depth + sum * blocking.depth() * kernel.rhsWidth(columns);
                for (int i = 0; i < rows; i += kernel.rows()) {
                    int lhsOffset = panelOffset(i, sum);
                    kernel.multiply(rowsAt(i), columns, depth, panels, lhsOffset, packed.panels, rhsOffset, tile);
                    long index = out.index(firstRow + i, packed.column + j);
                    kernel.unpack(tile, rowsAt(i), columns, out, index, accumulate);
                }
            }
        }

        private int rowsAt(int row) {
            return Math.min(kernel.rows(), rows - row);
        }

        private int depthOf(int sum) {
            return Math.min(blocking.depth(), packed.depth - sum * blocking.depth());
        }

        private int panelOffset(int row, int sum) {
            return (row * sums + sum * kernel.rows()) * kernel.depth();
        }
    }
}
