package dev.culebra.nn.data;

import java.util.Arrays;

/** A small grey image in the making: ink per pixel from 0 to 1, row by row. */
final class Canvas {

    private final int size;
    private final float[] ink;

    Canvas(int size) {
        this.size = size;
        this.ink = new float[size * size];
    }

    void clear() {
        Arrays.fill(ink, 0);
    }

    /**
     * Draws a straight piece with round ends, in pixels. A pixel takes full ink up to {@code radius - softness / 2}
     * from the line and none beyond {@code radius + softness / 2}; pieces that overlap do not add up.
     */
    void line(double fromX, double fromY, double toX, double toY, double radius, double softness) {
        double reach = radius + softness / 2;
        double alongX = toX - fromX;
        double alongY = toY - fromY;
        double squaredLength = alongX * alongX + alongY * alongY;
        double perLength = squaredLength == 0 ? 0 : 1 / squaredLength;
        int firstRow = firstPixel(Math.min(fromY, toY) - reach);
        int lastRow = lastPixel(Math.max(fromY, toY) + reach);
        int firstColumn = firstPixel(Math.min(fromX, toX) - reach);
        int lastColumn = lastPixel(Math.max(fromX, toX) + reach);
        for (int row = firstRow; row <= lastRow; row++) {
            double y = row + .5 - fromY;
            for (int column = firstColumn; column <= lastColumn; column++) {
                double x = column + .5 - fromX;
                double t = Math.clamp((x * alongX + y * alongY) * perLength, 0.0, 1.0);
                double dx = x - t * alongX;
                double dy = y - t * alongY;
                double squaredDistance = dx * dx + dy * dy;
                if (squaredDistance < reach * reach) {
                    darken(row * size + column, (reach - Math.sqrt(squaredDistance)) / softness);
                }
            }
        }
    }

    private int firstPixel(double edge) {
        return Math.max(0, (int) Math.floor(edge));
    }

    private int lastPixel(double edge) {
        return Math.min(size - 1, (int) Math.ceil(edge));
    }

    private void darken(int pixel, double coverage) {
        ink[pixel] = Math.max(ink[pixel], (float) Math.min(1, coverage));
    }

    /** Writes {@code strength} × ink, with noise of standard deviation {@code noise} added, as bytes. */
    void develop(double strength, double noise, SplitMix random, byte[] pixels, int offset) {
        for (int i = 0; i < ink.length; i++) {
            double value = strength * ink[i] + noise * random.bell();
            pixels[offset + i] = (byte) Math.round(255 * Math.clamp(value, 0.0, 1.0));
        }
    }
}
