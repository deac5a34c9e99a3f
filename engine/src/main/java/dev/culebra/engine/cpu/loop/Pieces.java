package dev.culebra.engine.cpu.loop;

import java.lang.foreign.MemorySegment;

/** The rows of one call, cut into pieces that a loop can count with an int and that threads can share. */
final class Pieces {
    private final CountedLoop loop;
    private final MemorySegment[] inputs;
    private final int views;
    private final MemorySegment output;
    private final Walk walk;
    private final long[] steps;
    private final long rowLength;
    private final int length;
    private final long perRow;
    private final long count;

    /**
     * @param inputs memory of the inputs that the walk goes through
     * @param constants further inputs, the same for all elements
     */
    Pieces(CountedLoop loop, MemorySegment[] inputs, MemorySegment output, Walk walk, Constants constants) {
        this.loop = loop;
        views = inputs.length;
        this.inputs = constants.after(inputs);
        this.output = output;
        this.walk = walk;
        steps = new long[this.inputs.length];
        for (int i = 0; i < views; i++) {
            steps[i] = walk.step(i + 1);
        }
        rowLength = walk.rowLength();
        length = loop.pieceLength();
        perRow = Math.ceilDiv(rowLength, length);
        count = walk.rows() * perRow;
    }

    long count() {
        return count;
    }

    /** Runs pieces {@code from} to {@code to}, exclusive. */
    void run(long from, long to) {
        var cursor = walk.new Cursor(from / perRow);
        long[] offsets = new long[inputs.length];
        for (int i = views; i < offsets.length; i++) {
            offsets[i] = Constants.offset(i - views);
        }
        long begin = from % perRow * length;
        for (long piece = from; piece < to; piece++) {
            for (int i = 0; i < views; i++) {
                offsets[i] = cursor.position(i + 1) + begin * steps[i];
            }
            loop.run(inputs, offsets, steps, output, cursor.position(0) + begin * walk.step(0), walk.step(0),
                    (int) Math.min(length, rowLength - begin));
            begin += length;
            if (begin >= rowLength) {
                begin = 0;
                cursor.next();
            }
        }
    }
}
