package dev.culebra.samples.show;

import java.awt.Color;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.util.Optional;

/**
 * A picture pixel by pixel, in its own colours whatever the theme, and with the numbers written into it if it is grey and they
 * are wanted.
 *
 * <pre>{@code
 * new Pixels("18 × 18 numbers", picture.grey().resized(18, 18), 30).withNumbers();
 * }</pre>
 *
 * @param title above it
 * @param image grey or coloured
 * @param side of a pixel, in pixels of the layout
 * @param channel the only one to show, if not all
 * @param numbers whether to write them
 */
public record Pixels(String title, dev.culebra.nn.data.Picture image, int side, Optional<Integer> channel,
        boolean numbers)
        implements
            Picture {

    private static final int GAP = 12;
    private static final int TITLE = 28;
    private static final float LETTERS = 11;

    /** All channels, no numbers. */
    public Pixels(String title, dev.culebra.nn.data.Picture image, int side) {
        this(title, image, side, Optional.empty(), false);
    }

    /** With the numbers. */
    public Pixels withNumbers() {
        return new Pixels(title, image, side, channel, true);
    }

    /** One channel alone, in its colour. */
    public Pixels only(int one) {
        return new Pixels(title, image, side, Optional.of(one), numbers);
    }

    @Override
    public int width() {
        return 2 * GAP + image.columns() * side;
    }

    @Override
    public int height() {
        return TITLE + image.rows() * side + GAP;
    }

    @Override
    public void paint(Graphics2D graphics, Theme theme) {
        Heading.paint(graphics, title, width(), TITLE - 10, theme);
        var font = graphics.getFont();
        graphics.setFont(font.deriveFont(LETTERS));
        for (int row = 0; row < image.rows(); row++) {
            for (int column = 0; column < image.columns(); column++) {
                int left = GAP + column * side;
                int top = TITLE + row * side;
                graphics.setColor(color(row, column));
                graphics.fillRect(left, top, side, side);
                if (numbers) {
                    write(graphics, image.pixel(0, row, column), left, top);
                }
            }
        }
        graphics.setFont(font);
        graphics.setColor(theme.grid());
        graphics.drawRect(GAP - 1, TITLE - 1, image.columns() * side + 1, image.rows() * side + 1);
    }

    private Color color(int row, int column) {
        return new Color(level(0, row, column), level(1, row, column), level(2, row, column));
    }

    private int level(int wanted, int row, int column) {
        boolean shown = channel.isEmpty() || channel.get() == wanted;
        return shown ? image.pixel(Math.min(wanted, image.channels() - 1), row, column) : 0;
    }

    private void write(Graphics2D graphics, int value, int left, int top) {
        FontMetrics metrics = graphics.getFontMetrics();
        graphics.setColor(value < 128 ? Color.WHITE : Color.BLACK);
        String text = Integer.toString(value);
        graphics.drawString(text, left + (side - metrics.stringWidth(text)) / 2, top + (side + metrics.getAscent()) / 2
                - 1);
    }
}
