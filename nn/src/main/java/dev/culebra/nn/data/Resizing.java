package dev.culebra.nn.data;

/** Pictures in other sizes: one axis after the other, each new value a weighted mean of old ones. */
final class Resizing {

    private Resizing() {}

    static Picture resized(Picture picture, int rows, int columns) {
        int channels = picture.channels();
        float[] from = new float[picture.pixels().length];
        for (int i = 0; i < from.length; i++) {
            from[i] = picture.pixels()[i] & 0xff;
        }
        float[] wide = alongAxis(from, channels * picture.rows(), picture.columns(), columns, 1);
        float[] all = alongAxis(wide, channels, picture.rows(), rows, columns);
        byte[] pixels = new byte[channels * rows * columns];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) Math.round(all[i]);
        }
        return new Picture(channels, rows, columns, pixels);
    }

    /**
     * @param from {@code [outer, size, inner]}
     * @return {@code [outer, newSize, inner]}
     */
    private static float[] alongAxis(float[] from, int outer, int size, int newSize, int inner) {
        if (size == newSize) {
            return from;
        }
        float[] to = new float[outer * newSize * inner];
        for (int i = 0; i < newSize; i++) {
            double scale = (double) size / newSize;
            // Where it shrinks, the stretch that the new pixel covers; where it grows, one old pixel's width around its middle.
            double first = scale > 1 ? i * scale : (i + 0.5) * scale - 0.5;
            double last = scale > 1 ? first + scale : first + 1;
            for (int j = (int) Math.floor(first); j < last; j++) {
                float weight = (float) ((Math.min(last, j + 1) - Math.max(first, j)) / (last - first));
                int source = Math.clamp(j, 0, size - 1);
                for (int o = 0; o < outer && weight > 0; o++) {
                    for (int k = 0; k < inner; k++) {
                        to[(o * newSize + i) * inner + k] += weight * from[(o * size + source) * inner + k];
                    }
                }
            }
        }
        return to;
    }
}
