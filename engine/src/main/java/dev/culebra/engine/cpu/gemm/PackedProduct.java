package dev.culebra.engine.cpu.gemm;

import dev.culebra.engine.cpu.CpuThreads;
import dev.culebra.engine.cpu.gemm.Workspaces.Workspace;
import org.jspecify.annotations.Nullable;

/**
 * One product by packed panels: all threads pack the right operand, then each task packs some rows and multiplies them.
 */
final class PackedProduct<L, R> {
    private static final int PACK_TASK_ELEMENTS = 1 << 14;
    private static final int LINE_ELEMENTS = 16;

    private final MicroKernel<L, R> kernel;
    private final Blocking blocking;
    private final Workspaces<L, R> workspaces;
    private final long m;
    private final long n;
    private final long k;
    private final Matrix lhs;
    private final Matrix rhs;
    private final Matrix out;
    private final TileEpilogue epilogue;
    private final @Nullable R rhsMemory;

    PackedProduct(MicroKernel<L, R> kernel, Workspaces<L, R> workspaces, long m, long n, long k, Matrix lhs, Matrix rhs,
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
        this.rhsMemory = kernel.rhsInPlace(rhs, m, n).orElse(null);
    }

    /** What is packed of the right operand: {@code [depth, columns]}, from row {@code row} and column {@code column} on. */
    private record Packed<R>(R panels, long row, int depth, long column, int columns) {
        /** From one row to the next in a left panel: an odd number of cache lines, so that rows do not compete for places. */
        int lhsRow() {
            return (depth + LINE_ELEMENTS - 1) / LINE_ELEMENTS * LINE_ELEMENTS | LINE_ELEMENTS;
        }
    }

    /** Computes the product, cut for so many threads. */
    void run(CpuThreads threads, int ways) {
        if (rhsMemory != null) {
            for (long row = 0; row < k; row += blocking.depth()) {
                int depth = (int) Math.min(blocking.depth(), k - row);
                multiply(threads, ways, new Packed<>(rhsMemory, row, depth, 0, Math.toIntExact(n)));
            }
            return;
        }
        Workspace<L, R> workspace = workspaces.borrow();
        try {
            for (long column = 0; column < n; column += blocking.packedColumns()) {
                int columns = (int) Math.min(blocking.packedColumns(), n - column);
                for (long row = 0; row < k; row += blocking.depth()) {
                    int depth = (int) Math.min(blocking.depth(), k - row);
                    R panels = workspace.rhs(depth * (int) Blocking.roundUp(columns, kernel.columns()));
                    var packed = new Packed<>(panels, row, depth, column, columns);
                    pack(threads, ways, packed);
                    multiply(threads, ways, packed);
                }
            }
        } finally {
            workspaces.giveBack(workspace);
        }
    }

    private void pack(CpuThreads threads, int ways, Packed<R> packed) {
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

    private void multiply(CpuThreads threads, int ways, Packed<R> packed) {
        int blockRows = blockRows(ways);
        int rowBlocks = Math.toIntExact((m + blockRows - 1) / blockRows);
        int blockColumns = blockColumns(ways, rowBlocks, packed.columns);
        int columnBlocks = (packed.columns + blockColumns - 1) / blockColumns;
        threads.forEach(rowBlocks * columnBlocks, task -> {
            Workspace<L, R> workspace = workspaces.borrow();
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
    private void multiply(Workspace<L, R> workspace, Packed<R> packed, long row, int rows, int columnStart,
            int columnEnd) {
        L panels = workspace.lhs((int) Blocking.roundUp(rows, kernel.rows()) * packed.lhsRow());
        kernel.packLhs(lhs, lhs.index(row, packed.row), rows, packed.depth, panels, 0, packed.lhsRow());
        for (int from = columnStart; from < columnEnd; from += blocking.columns()) {
            int to = Math.min(columnEnd, from + blocking.columns());
            sweep(packed, panels, workspace.tile(), row, rows, from, to);
            if (packed.row + packed.depth == k) {
                epilogue.apply(row, row + rows, packed.column + from, packed.column + to);
            }
        }
    }

    private void sweep(Packed<R> packed, L left, L tile, long row, int rows, int from, int to) {
        int depth = packed.depth;
        int lhsRow = packed.lhsRow();
        int unpackRows = kernel.unpackRows(out);
        boolean inPlace = rhsMemory != null;
        for (int j = from, columns; j < to; j += columns) {
            columns = inPlace ? kernel.wholeColumns(to - j) : Math.min(kernel.columns(), to - j);
            long rhsRow = inPlace ? rhs.rowStride() : kernel.rhsWidth(columns);
            long rhsAt = inPlace ? rhs.index(packed.row, j) : (long) j * depth;
            for (int i = 0; i < rows; i += unpackRows) {
                int end = Math.min(rows, i + unpackRows);
                for (int at = i; at < end; at += kernel.rows()) {
                    kernel.multiply(columns, depth, left, at * lhsRow, lhsRow, packed.panels, rhsAt, rhsRow, tile,
                            (at - i) * kernel.columns());
                }
                kernel.unpack(tile, end - i, columns, out, out.index(row + i, packed.column + j), packed.row > 0);
            }
        }
    }
}
