package dev.culebra.samples.show;

import java.awt.Color;

/**
 * Colours of all pictures: for readers in the light, and in the dark.
 *
 * <pre>{@code
 * BufferedImage image = picture.draw(Theme.DARK);
 * }</pre>
 */
public enum Theme {
    /** Dark ink on white. */
    LIGHT(0xffffff, 0x24292f, 0xe3e7eb, 0x9aa5b1, 0x1f5fbf, 0xd9730d, 0x2f8f5b, 0xb3356b, 0x7a52c7, 0x7d6a3c),
    /** Light ink on a dark ground. */
    DARK(0x15191e, 0xdfe5eb, 0x2e353d, 0x7b8794, 0x6ea8ff, 0xffa24d, 0x5fcf94, 0xf27bab, 0xb79bff, 0xcdb77a);

    private final Color ground;
    private final Color ink;
    private final Color grid;
    private final Color grey;
    private final Color[] series;

    Theme(int ground, int ink, int grid, int grey, int... series) {
        this.ground = new Color(ground);
        this.ink = new Color(ink);
        this.grid = new Color(grid);
        this.grey = new Color(grey);
        this.series = new Color[series.length];
        for (int i = 0; i < series.length; i++) {
            this.series[i] = new Color(series[i]);
        }
    }

    /** What everything stands on. */
    public Color ground() {
        return ground;
    }

    /** Text and axes. */
    public Color ink() {
        return ink;
    }

    /** Lines that only help the eye. */
    public Color grid() {
        return grid;
    }

    /** What stands in the background of a plot. */
    public Color grey() {
        return grey;
    }

    /** The i-th line, set of points or bars; begins again after the last. */
    public Color series(int i) {
        return series[i % series.length];
    }

    /** Between the ground (0) and {@code color} (1). */
    public Color shade(Color color, double fraction) {
        double f = Math.clamp(fraction, 0, 1);
        return new Color(mix(ground.getRed(), color.getRed(), f), mix(ground.getGreen(), color.getGreen(), f),
                mix(ground.getBlue(), color.getBlue(), f));
    }

    private static int mix(int from, int to, double fraction) {
        return (int) Math.round(from + fraction * (to - from));
    }
}
