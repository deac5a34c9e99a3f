package dev.culebra.engine.cpu.gemm;

import dev.culebra.engine.cpu.CpuThreads;
import dev.culebra.engine.cpu.gemm.Workspaces.Workspace;
import java.util.function.IntConsumer;

/**
 * One product by packed panels. Where it is tall, all threads pack the right operand, then each task packs some rows and multiplies
 * them. Where it is wide, all threads pack the left operand, then each task packs some columns, panel by panel: a panel is
 * multiplied while it is still in the second-level cache, by all rows, which pass by slowly enough to come from the third one.
 */
final class PackedProduct<L, R> {
    private static final int PACK_TASK_ELEMENTS = 1 << 14;
    private static final int TASKS_PER_THREAD = 4;

    private final MicroKernel<L, R> kernel;
    private final Blocking blocking;
    private final Workspaces<L, R> workspaces;
    private final long m;
    private final long n;
    private final long k;
    private final Matrix lhs;
    private final Matrix rhs;
    private final TileEpilogue epilogue;
    private final Tiles<L, R> tiles;

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
        this.epilogue = epilogue;
        this.tiles = new Tiles<>(kernel, rhs, out, kernel.rhsInPlace(rhs, m, n));
    }

    /** Computes the product, cut for so many threads. */
    void run(CpuThreads threads, int ways) {
        Workspace<L, R> workspace = workspaces.borrow();
        try {
            if (m > n) {
                runByRows(threads, ways, workspace);
            } else {
                runByColumns(threads, ways, workspace);
            }
        } finally {
            workspaces.giveBack(workspace);
        }
    }

    private void runByRows(CpuThreads threads, int ways, Workspace<L, R> shared) {
        for (long column = 0; column < n; column += blocking.packedColumns()) {
            int columns = (int) Math.min(blocking.packedColumns(), n - column);
            for (long inner = 0; inner < k; inner += blocking.depth()) {
                int depth = (int) Math.min(blocking.depth(), k - inner);
                R right = tiles.rhsInPlace().isPresent()
                        ? tiles.rhsInPlace().get()
                        : packRhs(threads, ways, shared, inner, depth, column, columns);
                multiplyRows(threads, ways, shared, inner, depth, column, columns, right);
            }
        }
    }

    private R packRhs(CpuThreads threads, int ways, Workspace<L, R> shared, long inner, int depth, long column,
            int columns) {
        R panels = shared.rhs(depth * (int) Blocking.roundUp(columns, kernel.columns()));
        int width = columnsPerTask(ways, columns, Math.max(1, PACK_TASK_ELEMENTS / (depth * kernel.columns())));
        forEach(threads, ways, tasks(columns, width), task -> {
            int end = Math.min(columns, (task + 1) * width);
            for (int j = task * width; j < end; j += kernel.columns()) {
                packPanel(inner, depth, column + j, Math.min(kernel.columns(), end - j), panels, j * depth);
            }
        });
        return panels;
    }

    private int columnsPerTask(int ways, int columns, int panels) {
        return ways == 1 ? columns : panels * kernel.columns();
    }

    private void packPanel(long inner, int depth, long column, int columns, R panels, int at) {
        kernel.packRhs(rhs, rhs.index(inner, column), depth, columns, panels, at);
    }

    /** A product that is not cut takes the buffers of its caller, so it must not be shared either. */
    private static void forEach(CpuThreads threads, int ways, int tasks, IntConsumer body) {
        if (ways > 1) {
            threads.forEach(tasks, body);
            return;
        }
        for (int task = 0; task < tasks; task++) {
            body.accept(task);
        }
    }

    private static int tasks(long size, int part) {
        return Math.toIntExact((size + part - 1) / part);
    }

    private void multiplyRows(CpuThreads threads, int ways, Workspace<L, R> shared, long inner, int depth, long column,
            int columns, R right) {
        int rowsPerTask = rowsPerTask(ways);
        forEach(threads, ways, tasks(m, rowsPerTask), task -> {
            Workspace<L, R> workspace = ways == 1 ? shared : workspaces.borrow();
            try {
                long row = (long) task * rowsPerTask;
                int rows = (int) Math.min(rowsPerTask, m - row);
                L left = workspace.lhs((int) Blocking.roundUp(rows, kernel.rows()) * Tiles.lhsRow(depth));
                kernel.packLhs(lhs, lhs.index(row, inner), rows, depth, left, 0, Tiles.lhsRow(depth));
                for (int from = 0; from < columns; from += blocking.columns()) {
                    int width = Math.min(blocking.columns(), columns - from);
                    tiles.sweep(row, rows, column + from, width, inner, depth, left, 0, right, (long) from * depth,
                            workspace.tile());
                    finish(inner + depth, row, rows, column + from, width);
                }
            } finally {
                giveBack(ways, workspace);
            }
        });
    }

    private int rowsPerTask(int ways) {
        if (ways == 1) {
            return blocking.rows();
        }
        long rows = Math.min(blocking.rows(), Math.ceilDiv(m, (long) TASKS_PER_THREAD * ways));
        return (int) Blocking.roundUp(Math.max(rows, 2L * kernel.rows()), kernel.rows());
    }

    private void runByColumns(CpuThreads threads, int ways, Workspace<L, R> shared) {
        for (long row = 0; row < m; row += blocking.packedRows()) {
            int rows = (int) Math.min(blocking.packedRows(), m - row);
            for (long inner = 0; inner < k; inner += blocking.depth()) {
                int depth = (int) Math.min(blocking.depth(), k - inner);
                L left = packLhs(threads, ways, shared, row, rows, inner, depth);
                multiplyColumns(threads, ways, shared, row, rows, inner, depth, left);
            }
        }
    }

    private L packLhs(CpuThreads threads, int ways, Workspace<L, R> shared, long row, int rows, long inner, int depth) {
        int lhsRow = Tiles.lhsRow(depth);
        L panels = shared.lhs((int) Blocking.roundUp(rows, kernel.rows()) * lhsRow);
        int part = ways == 1 ? rows : Math.max(blocking.rows() / 4, PACK_TASK_ELEMENTS / depth);
        forEach(threads, ways, tasks(rows, part), task -> {
            int from = task * part;
            kernel.packLhs(lhs, lhs.index(row + from, inner), Math.min(part, rows - from), depth, panels, from * lhsRow,
                    lhsRow);
        });
        return panels;
    }

    private void multiplyColumns(CpuThreads threads, int ways, Workspace<L, R> shared, long row, int rows, long inner,
            int depth, L left) {
        int panel = kernel.columns();
        int columnsPerTask = panel * Math.clamp(n / panel / (TASKS_PER_THREAD * ways), 1, blocking.columns()
                / panel);
        forEach(threads, ways, tasks(n, columnsPerTask), task -> {
            Workspace<L, R> workspace = ways == 1 ? shared : workspaces.borrow();
            try {
                long from = (long) task * columnsPerTask;
                long to = Math.min(n, from + columnsPerTask);
                R right = tiles.rhsInPlace().orElseGet(() -> workspace.rhs(depth * panel));
                for (long column = from; column < to; column += panel) {
                    int columns = (int) Math.min(panel, to - column);
                    if (tiles.rhsInPlace().isEmpty()) {
                        packPanel(inner, depth, column, columns, right, 0);
                    }
                    tiles.sweep(row, rows, column, columns, inner, depth, left, 0, right, 0, workspace.tile());
                }
                finish(inner + depth, row, rows, from, (int) (to - from));
            } finally {
                giveBack(ways, workspace);
            }
        });
    }

    private void giveBack(int ways, Workspace<L, R> workspace) {
        if (ways > 1) {
            workspaces.giveBack(workspace);
        }
    }

    private void finish(long summed, long row, int rows, long column, int columns) {
        if (summed == k) {
            epilogue.apply(row, row + rows, column, column + columns);
        }
    }
}
