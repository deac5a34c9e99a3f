package dev.culebra.engine.cpu.gemm;

import dev.culebra.engine.cpu.CpuThreads;
import dev.culebra.engine.cpu.gemm.Workspaces.Workspace;

/** One product of few rows or columns by sums along the inner axis, in which both operands are contiguous. */
record DotProduct<L, R>(MicroKernel<L, R> kernel, Workspaces<L, R> workspaces, long m, long n, long k, Matrix lhs,
        Matrix rhs,
        Matrix out, TileEpilogue epilogue) {
    private static final int BLOCK = 32;

    /** Computes the product, cut for so many threads. */
    void run(CpuThreads threads, int ways) {
        int rowBlock = block(m, ways);
        int columnBlock = block(n, ways);
        int rowBlocks = Math.toIntExact((m + rowBlock - 1) / rowBlock);
        int columnBlocks = Math.toIntExact((n + columnBlock - 1) / columnBlock);
        threads.forEach(Math.multiplyExact(rowBlocks, columnBlocks), task -> {
            long row = (long) (task / columnBlocks) * rowBlock;
            long column = (long) (task % columnBlocks) * columnBlock;
            multiply(row, Math.min(m, row + rowBlock), column, Math.min(n, column + columnBlock));
        });
    }

    private static int block(long size, int ways) {
        return (int) Math.min(ways == 1 ? 2048 : BLOCK, size);
    }

    private void multiply(long row, long rowEnd, long column, long columnEnd) {
        Workspace<L, R> workspace = workspaces.borrow();
        try {
            kernel.multiplyDots(row, rowEnd, column, columnEnd, Math.toIntExact(k), lhs, rhs, out, workspace.tile());
        } finally {
            workspaces.giveBack(workspace);
        }
        epilogue.apply(row, rowEnd, column, columnEnd);
    }
}
