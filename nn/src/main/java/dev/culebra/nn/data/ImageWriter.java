package dev.culebra.nn.data;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.MemorySegment;

/** Writes an image as floats from 0 to 1, and its label as a 64-bit integer. */
final class ImageWriter implements RowWriter {

    private final LabelledImages images;
    private final float[] brightness = new float[256];

    ImageWriter(LabelledImages images) {
        this.images = images;
        for (int i = 0; i < brightness.length; i++) {
            brightness[i] = i / 255f;
        }
    }

    @Override
    public void write(int index, MemorySegment inputs, long inputAt, MemorySegment targets, long targetAt) {
        byte[] pixels = images.pixels();
        int size = images.pixelsPerImage();
        int first = index * size;
        for (int i = 0; i < size; i++) {
            inputs.set(JAVA_FLOAT, inputAt + 4L * i, brightness[pixels[first + i] & 0xff]);
        }
        targets.set(JAVA_LONG, targetAt, images.label(index));
    }
}
