package dev.culebra.nn.data;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.MemorySegment;

/**
 * Writes an image as floats from 0 to 1, and its label as a 64-bit integer. By way of an array: before the JIT has compiled it, a
 * store to a segment takes a hundred times as long as one to an array.
 */
final class ImageWriter implements RowWriter {

    private final LabelledImages images;
    private final float[] brightness = new float[256];
    private final ThreadLocal<float[]> rows;

    ImageWriter(LabelledImages images) {
        this.images = images;
        this.rows = ThreadLocal.withInitial(() -> new float[images.pixelsPerImage()]);
        for (int i = 0; i < brightness.length; i++) {
            brightness[i] = i / 255f;
        }
    }

    @Override
    public void write(int index, MemorySegment inputs, long inputAt, MemorySegment targets, long targetAt) {
        byte[] pixels = images.pixels();
        float[] row = rows.get();
        int first = index * row.length;
        for (int i = 0; i < row.length; i++) {
            row[i] = brightness[pixels[first + i] & 0xff];
        }
        MemorySegment.copy(row, 0, inputs, JAVA_FLOAT, inputAt, row.length);
        targets.set(JAVA_LONG, targetAt, images.label(index));
    }
}
