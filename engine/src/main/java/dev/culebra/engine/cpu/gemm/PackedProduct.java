package dev.culebra.engine.cpu.gemm;

import dev.culebra.engine.cpu.CpuThreads;
import dev.culebra.engine.cpu.gemm.Workspaces.Workspace;

/** One product by packed panels: the right operand is packed first, by all threads, then each task packs rows and multiplies. */
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

    PackedProduct(
            MicroKernel<P> kernel,
            Blocking blocking,
            Workspaces<P> workspaces,
            long m,
            long n,
            long k,
            Matrix lhs,
            Matrix rhs,
            Matrix out,
            TileEpilogue epilogue) {
        this.kernel = kernel;
        this.blocking = blocking;
        this.workspaces = workspaces;
        this.m = m;
        this.n = n;
        this.k = k;
        this.lhs = lhs;
        this.rhs = rhs;
        this.out = out;
        this.epilogue = epilogue;
    }

    /** Computes the product, cut for so many threads. */
    void run(CpuThreads threads, int ways) {
        Workspace<P> workspace = workspaces.borrow();
        try {
            for (long column = 0; column < n; column += blocking.packedColumns()) {
                int columns = (int) Math.min(blocking.packedColumns(), n - column);
                for (long row = 0; row < k; row += blocking.packedDepth()) {
                    int depth = (int) Math.min(blocking.packedDepth(), k - row);
                    int width = Blocking.roundUp(columns, kernel.columns());
                    P panels = workspace.panels(depth * width);
                    packRhs(threads, ways, panels, row, depth, column, columns);
                    multiplyTiles(threads, ways, panels, row, depth, column, columns);
                }
            }
        } finally {
            workspaces.giveBack(workspace);
        }
    }

    private void packRhs(CpuThreads threads, int ways, P panels, long row, int depth, long column, int columns) {
        int width = kernel.columns();
        int count = (columns + width - 1) / width;
        int perTask = ways == 1 ? count : Math.max(1, PACK_TASK_ELEMENTS / (depth * width));
        threads.forEach((count + perTask - 1) / perTask, task -> {
            for (int i = task * perTask; i < Math.min(count, (task + 1) * perTask); i++) {
                long from = rhs.index(row, column + (long) i * width);
                int present = Math.min(width, columns - i * width);
                kernel.pack(
                        rhs.segment(),
                        from,
                        rhs.columnStride(),
                        rhs.rowStride(),
                        present,
                        width,
                        depth,
                        panels,
                        i * width * depth);
            }
        });
    }

    private void multiplyTiles(CpuThreads threads, int ways, P rhsPanels, long row, int depth, long column,
            int columns) {
        int blockRows = blockRows(ways);
        int blockColumns = blockColumns(ways, blockRows, columns);
        int rowBlocks = Math.toIntExact((m + blockRows - 1) / blockRows);
        int columnBlocks = (columns + blockColumns - 1) / blockColumns;
        threads.forEach(rowBlocks * columnBlocks, task -> {
            Workspace<P> workspace = workspaces.borrow();
            try {
                var block = new Block(
                        workspace, rhsPanels, (long) (task / columnBlocks) * blockRows, row, depth, column, columns);
                block.multiply(
                        (int) Math.min(blockRows, m - block.firstRow),
                        task % columnBlocks * blockColumns,
                        Math.min(columns, (task % columnBlocks + 1) * blockColumns));
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
        return Blocking.roundUp((int) Math.max(rows, 2L * kernel.rows()), kernel.rows());
    }

    private int blockColumns(int ways, int blockRows, int columns) {
        long rowBlocks = (m + blockRows - 1) / blockRows;
        if (ways == 1 || rowBlocks >= 2L * ways) {
            return columns;
        }
        int cuts = (int) ((2L * ways + rowBlocks - 1) / rowBlocks);
        return Blocking.roundUp((columns + cuts - 1) / cuts, kernel.columns());
    }

    /** Some rows of the result, all of {@code depth} at once; made anew for each task. */
    private final class Block {
        private final Workspace<P> workspace;
        private final P rhsPanels;
        private final long firstRow;
        private final long firstDepth;
        private final int depth;
        private final long firstColumn;
        private final int packedColumns;

        Block(
                Workspace<P> workspace,
                P rhsPanels,
                long firstRow,
                long firstDepth,
                int depth,
                long firstColumn,
                int packedColumns) {
            this.workspace = workspace;
            this.rhsPanels = rhsPanels;
            this.firstRow = firstRow;
            this.firstDepth = firstDepth;
            this.depth = depth;
            this.firstColumn = firstColumn;
            this.packedColumns = packedColumns;
        }

        void multiply(int rows, int columnStart, int columnEnd) {
            P lhsPanels = packLhs(rows);
            boolean last = firstDepth + depth == k;
            for (int from = columnStart; from < columnEnd; from += blocking.columns()) {
                int to = Math.min(columnEnd, from + blocking.columns());
                for (int p = 0; p < depth; p += blocking.depth()) {
                    sweep(lhsPanels, rows, from, to, p, Math.min(blocking.depth(), depth - p));
                }
                if (last) {
                    epilogue.apply(firstRow, firstRow + rows, firstColumn + from, firstColumn + to);
                }
            }
        }

        private P packLhs(int rows) {
            int width = kernel.rows();
            P panels = workspace.panels(Blocking.roundUp(rows, width) * depth);
            for (int i = 0; i < rows; i += width) {
                long from = lhs.index(firstRow + i, firstDepth);
                int present = Math.min(width, rows - i);
                kernel.pack(
                        lhs.segment(), from, lhs.rowStride(), lhs.columnStride(), present, width, depth, panels,
                        i * depth);
            }
            return panels;
        }

        private void sweep(P lhsPanels, int rows, int from, int to, int p, int deep) {
            boolean accumulate = firstDepth + p > 0;
            int tileRows = kernel.rows();
            int tileColumns = kernel.columns();
            P tile = workspace.tile();
            for (int j = from; j < to; j += tileColumns) {
                int rhsOffset = j * depth + p * tileColumns;
                int columns = Math.min(tileColumns, packedColumns - j);
                for (int i = 0; i < rows; i += tileRows) {
                    int lhsOffset = i * depth + p * tileRows;
                    long index = out.index(firstRow + i, firstColumn + j);
                    kernel.multiply(deep, lhsPanels, lhsOffset, rhsPanels, rhsOffset, tile);
                    kernel.unpack(tile, Math.min(tileRows, rows - i), columns, out, index, accumulate);
                }
            }
        }
    }
}
