package dev.culebra.samples.show;

import java.nio.charset.Charset;

/** Characters to draw with. A cell shows two pixels, one above the other: 0 is background, 1 full ink. */
public enum Glyphs {
    /** Half blocks and shades. */
    BLOCKS("█", "▏▎▍▌▋▊▉", "◀", "·") {
        @Override
        String cell(double upper, double lower) {
            double best = Double.POSITIVE_INFINITY;
            String glyph = " ";
            for (Shade shade : SHADES) {
                double error = Math.hypot(shade.upper - upper, shade.lower - lower);
                if (error < best) {
                    best = error;
                    glyph = shade.glyph;
                }
            }
            return glyph;
        }
    },
    /** Letters and signs, where the charset has no blocks. */
    ASCII("#", "", "<", ".") {
        @Override
        String cell(double upper, double lower) {
            double ink = (upper + lower) / 2;
            int index = (int) Math.round(ink * (RAMP.length() - 1));
            return RAMP.substring(index, index + 1);
        }
    };

    private record Shade(String glyph, double upper, double lower) {}

    private static final Shade[] SHADES = {
        new Shade(" ", 0, 0),
        new Shade("░", .25, .25),
        new Shade("▒", .5, .5),
        new Shade("▓", .75, .75),
        new Shade("█", 1, 1),
        new Shade("▀", 1, 0),
        new Shade("▄", 0, 1)};
    private static final String RAMP = " .:-=+*#%@";

    private final String full;
    private final String parts;
    private final String arrow;
    private final String nothing;

    Glyphs(String full, String parts, String arrow, String nothing) {
        this.full = full;
        this.parts = parts;
        this.arrow = arrow;
        this.nothing = nothing;
    }

    /** Blocks, if the charset has them. */
    static Glyphs in(Charset charset) {
        return charset.canEncode() && charset.newEncoder().canEncode("█▏▎▍▌▋▊▉░▒▓▀▄◀·") ? BLOCKS : ASCII;
    }

    /** One character for two pixels, ink from 0 to 1. */
    abstract String cell(double upper, double lower);

    /** A bar of {@code width} cells at most, filled up to {@code fraction} (0 to 1) and padded with spaces. */
    public String bar(double fraction, int width) {
        int steps = parts.length() + 1;
        int filled = (int) Math.round(Math.clamp(fraction, 0, 1) * width * steps);
        int rest = filled % steps;
        String bar = full.repeat(filled / steps) + (rest == 0 ? "" : parts.substring(rest - 1, rest));
        return bar + " ".repeat(width - bar.length());
    }

    /** Points to what stands left of it. */
    public String arrow() {
        return arrow;
    }

    /** Stands for zero where a 0 would only be clutter. */
    public String nothing() {
        return nothing;
    }
}
