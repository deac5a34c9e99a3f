package dev.culebra.samples.show;

import java.awt.Font;
import java.awt.Graphics2D;

/** The title above a picture that is no chart, as charts have it. */
final class Heading {

    private static final Font FONT = new Font(Font.SANS_SERIF, Font.BOLD, 14);
    /** More than a letter is wide on average. */
    private static final int LETTER = 9;

    private Heading() {}

    /** How wide a picture must be for it. */
    static int width(String text) {
        return LETTER * text.length();
    }

    static void paint(Graphics2D graphics, String text, int width, int baseline, Theme theme) {
        Font before = graphics.getFont();
        graphics.setFont(FONT);
        graphics.setColor(theme.ink());
        graphics.drawString(text, (width - graphics.getFontMetrics().stringWidth(text)) / 2, baseline);
        graphics.setFont(before);
    }
}
