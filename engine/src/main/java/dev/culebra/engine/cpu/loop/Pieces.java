package dev.culebra.engine.cpu.loop;

import java.lang.foreign.MemorySegment;

/** The rows of one call, cut into pieces that a loop can count with an int and that threads can share. */
final class Pieces {
    private final CountedLoop loop;
    private final MemorySegment[] inputs;
    private final MemorySegment output;
    private final Walk walk;
    private final long[] steps;
    private final long rowLength;
    private final int length;
    private final long perRow;
    private final long count;

    Pieces(CountedLoop loop, MemorySegment[] inputs, MemorySegment output, Walk walk) {
        this.loop = loop;
        this.inputs = inputs;
        this.output = output;
        this.walk = walk;
        steps = new long[inputs.length];
        for (int i = 0; i < steps.length; i++) {
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
        long begin = from % perRow * length;
        for (long piece = from; piece < to; piece++) {
            for (int i = 0; i < offsets.length; i++) {
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
