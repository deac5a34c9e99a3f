package dev.culebra.engine.cpu.loop;

import dev.culebra.engine.cpu.move.Width;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/**
 * An elementwise function of matrices, computed region by region, by any number of threads, without allocating. Operand 0 is
 * the output, operand {@code i + 1} input i; steps are in bytes.
 *
 * <p>Rows that are not long are computed several at a time where all operands but those that repeat a row or an element lie densely: these
 * are written out in scratch memory first. So vectors are filled from several rows.
 *
 * <pre>{@code
 * RegionMap addBias = mapper.regions(f, new View[]{product, bias}, product, new long[][]{{0}, {0}, {0}});
 * addBias.run(0, 0, 96, 0, 512);
 * }</pre>
 */
public final class RegionMap {
    /** Up to here a row is put together with others, even if an element has to be written out for each of its elements. */
    private static final int SHORT_ROW = 256;
    /** Longer rows are worth a run of their own. */
    private static final int LONG_ROW = Scratch.ROWS_STRIP / 2;

    private final CountedLoop loop;
    private final LoopSpec spec;
    private final Matrices matrices;
    private final MemorySegment[] inputs;
    private final MemorySegment output;
    private final long[] steps;
    private final boolean packs;

    /**
     * Where the operands lie.
     *
     * @param columns elements of a row
     * @param starts for each operand, bytes to the first element of each of its matrices
     * @param rowSteps for each operand, from one row to the next
     * @param steps for each operand, from one element of a row to the next
     * @param bytes for each operand, the size of an element
     */
    record Matrices(long columns, long[][] starts, long[] rowSteps, long[] steps, int[] bytes) {
        /** Whether rows can be put together, those that are repeated having been written out. */
        boolean pack() {
            if (columns > LONG_ROW || !isDense(0)) {
                return false;
            }
            for (int operand = 1; operand < steps.length; operand++) {
                boolean repeats = repeatsRow(operand) || steps[operand] == 0;
                if (!isDense(operand) && !repeats || repeatsElement(operand) && columns > SHORT_ROW) {
                    return false;
                }
            }
            return true;
        }

        private boolean isDense(int operand) {
            return steps[operand] == bytes[operand] && rowSteps[operand] == columns * bytes[operand];
        }

        boolean repeatsRow(int operand) {
            return rowSteps[operand] == 0 && steps[operand] == bytes[operand];
        }

        boolean repeatsElement(int operand) {
            return rowSteps[operand] != 0 && steps[operand] == 0;
        }

        /** How the loop walks over an operand. */
        Access access(int operand) {
            long step = steps[operand];
            return step == bytes[operand] || repeatsElement(operand) && pack() ? Access.CONTIGUOUS
                    : step == 0 ? Access.SCALAR : Access.STRIDED;
        }
    }

    RegionMap(CountedLoop loop, LoopSpec spec, Matrices matrices, MemorySegment[] inputs, MemorySegment output,
            Constants constants) {
        this.loop = loop;
        this.spec = spec;
        this.matrices = matrices;
        this.inputs = constants.after(inputs);
        this.output = output;
        this.packs = matrices.pack();
        this.steps = new long[this.inputs.length];
        System.arraycopy(matrices.steps, 1, steps, 0, matrices.steps.length - 1);
    }

    /** What is computed for each element. */
    LoopSpec spec() {
        return spec;
    }

    /** Computes some rows and columns of one of the matrices; ends are exclusive. */
    public void run(int matrix, long rowStart, long rowEnd, long columnStart, long columnEnd) {
        Scratch scratch = Scratch.forRows(inputs.length);
        for (int i = 0; i < inputs.length; i++) {
            scratch.inputs[i] = inputs[i];
            scratch.offsets[i] = i < matrices.steps.length - 1 ? 0 : Constants.offset(i - matrices.steps.length + 1);
        }
        // A loop that is new is called for few elements at a time.
        if (packs && (matrices.columns <= SHORT_ROW || matrices.columns <= loop.pieceLength())) {
            runPacked(scratch, matrix, rowStart, rowEnd, columnStart, (int) (columnEnd - columnStart));
        } else {
            runRows(scratch, matrix, rowStart, rowEnd, columnStart, columnEnd);
        }
        // The scratch memory outlives this call, the operands' memory need not.
        Arrays.fill(scratch.inputs, 0, inputs.length, MemorySegment.NULL);
    }

    private void runRows(Scratch scratch, int matrix, long rowStart, long rowEnd, long columnStart, long columnEnd) {
        int length = loop.pieceLength();
        for (long row = rowStart; row < rowEnd; row++) {
            for (long column = columnStart; column < columnEnd; column += length) {
                for (int i = 0; i < matrices.steps.length - 1; i++) {
                    scratch.offsets[i] = position(i + 1, matrix, row, column);
                }
                loop.run(scratch.inputs, scratch.offsets, steps, output, position(0, matrix, row, column),
                        matrices.steps[0], (int) Math.min(length, columnEnd - column));
            }
        }
    }

    private void runPacked(Scratch scratch, int matrix, long rowStart, long rowEnd, long column, int width) {
        int most = width < matrices.columns ? 1 : Math.max(1, Math.min(Scratch.ROWS_STRIP, loop.pieceLength()) / width);
        int expanded = (int) Math.min(most, rowEnd - rowStart);
        for (long row = rowStart, count; row < rowEnd; row += count) {
            count = Math.min(most, rowEnd - row);
            for (int i = 0; i < matrices.steps.length - 1; i++) {
                long position = position(i + 1, matrix, row, column);
                if (matrices.repeatsElement(i + 1)) {
                    repeatElements(scratch, i, position, (int) count, width);
                } else if (matrices.repeatsRow(i + 1) && expanded > 1) {
                    repeatRow(scratch, i, position, row == rowStart ? expanded : 0, width);
                } else {
                    scratch.offsets[i] = position;
                }
            }
            loop.run(scratch.inputs, scratch.offsets, steps, output, position(0, matrix, row, column),
                    matrices.steps[0], (int) count * width);
        }
    }

    private long position(int operand, int matrix, long row, long column) {
        return matrices.starts[operand][matrix] + row * matrices.rowSteps[operand] + column * matrices.steps[operand];
    }

    private void repeatRow(Scratch scratch, int input, long position, int rows, int width) {
        MemorySegment to = scratch.segments[input];
        long bytes = (long) width * matrices.bytes[input + 1];
        if (rows > 0) {
            MemorySegment.copy(inputs[input], position, to, 0, bytes);
        }
        for (int done = 1; done < rows; done *= 2) {
            MemorySegment.copy(to, 0, to, done * bytes, Math.min(done, rows - done) * bytes);
        }
        scratch.inputs[input] = to;
    }

    private void repeatElements(Scratch scratch, int input, long position, int rows, int width) {
        MemorySegment to = scratch.segments[input];
        int bytes = matrices.bytes[input + 1];
        Width elements = Width.of(spec.input(input).dtype());
        for (int row = 0; row < rows; row++) {
            long from = (position + row * matrices.rowSteps[input + 1]) / bytes;
            elements.copy(inputs[input], from, 0, to, (long) row * width, 1, width);
        }
        scratch.inputs[input] = to;
    }
}
