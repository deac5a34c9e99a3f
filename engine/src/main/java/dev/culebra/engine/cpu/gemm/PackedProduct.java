package dev.culebra.engine.cpu.gemm;

import dev.culebra.engine.cpu.CpuThreads;
import dev.culebra.engine.cpu.gemm.Workspaces.Workspace;

/**
 * One product by packed panels: all threads pack the right operand, then each task packs some rows and multiplies them.
 */
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

    /**
     * What is packed of the right operand: {@code [depth, columns]}, from row {@code row} and column {@code column} on.
     *
     * @param sumDepth how many products are summed before the sum is added to the result
     */
    private record Packed<P>(P panels, long row, int depth, long column, int columns, int sumDepth) {
        int sums() {
            return (depth + sumDepth - 1) / sumDepth;
        }

        int depthOf(int sum) {
            return Math.min(sumDepth, depth - sum * sumDepth);
        }
    }

    /** Computes the product, cut for so many threads. */
    void run(CpuThreads threads, int ways) {
        Workspace<P> workspace = workspaces.borrow();
        try {
            for (long column = 0; column < n; column += blocking.packedColumns()) {
                int columns = (int) Math.min(blocking.packedColumns(), n - column);
                for (long row = 0; row < k; row += blocking.packedDepth()) {
                    int depth = (int) Math.min(blocking.packedDepth(), k - row);
                    P panels = workspace.panels(depth * (int) Blocking.roundUp(columns, kernel.columns()));
                    var packed = new Packed<>(panels, row, depth, column, columns, blocking.depth());
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
                int rows = (int) Math.min(blockRows, m - row);
                multiply(workspace, packed, row, rows, column, Math.min(packed.columns, column + blockColumns));
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

    /** Multiplies some rows of the left operand, one task's share, with columns of what is packed. */
    private void multiply(Workspace<P> workspace, Packed<P> packed, long row, int rows, int columnStart,
            int columnEnd) {
        P panels = packLhs(workspace, packed, row, rows);
        boolean last = packed.row + packed.depth == k;
        for (int from = columnStart; from < columnEnd; from += blocking.columns()) {
            int to = Math.min(columnEnd, from + blocking.columns());
            for (int sum = 0; sum < packed.sums(); sum++) {
                sweep(packed, panels, workspace.tile(), row, rows, from, to, sum);
            }
            if (last) {
                epilogue.apply(row, row + rows, packed.column + from, packed.column + to);
            }
        }
    }

    private P packLhs(Workspace<P> workspace, Packed<P> packed, long row, int rows) {
        int sums = packed.sums();
        P panels = workspace.panels(panelOffset((int) Blocking.roundUp(rows, kernel.rows()), 0, sums));
        for (int i = 0; i < rows; i += kernel.rows()) {
            int present = Math.min(kernel.rows(), rows - i);
            for (int sum = 0; sum < sums; sum++) {
                long index = lhs.index(row + i, packed.row + (long) sum * packed.sumDepth);
                kernel.packLhs(lhs, index, present, packed.depthOf(sum), panels, panelOffset(i, sum, sums));
            }
        }
        return panels;
    }

    private void sweep(Packed<P> packed, P panels, P tile, long row, int rows, int from, int to, int sum) {
        int depth = packed.depthOf(sum);
        int sums = packed.sums();
        boolean accumulate = packed.row > 0 || sum > 0;
        for (int j = from; j < to; j += kernel.columns()) {
            int columns = Math.min(kernel.columns(), packed.columns - j);
            int rhsOffset = j * packed.depth + sum * packed.sumDepth * kernel.rhsWidth(columns);
            for (int i = 0; i < rows; i += kernel.rows()) {
                int present = Math.min(kernel.rows(), rows - i);
                int lhsOffset = panelOffset(i, sum, sums);
                kernel.multiply(present, columns, depth, panels, lhsOffset, packed.panels, rhsOffset, tile);
                kernel.unpack(tile, present, columns, out, out.index(row + i, packed.column + j), accumulate);
            }
        }
    }

    private int panelOffset(int row, int sum, int sums) {
        return (row * sums + sum * kernel.rows()) * kernel.depth();
    }
}
