package dev.culebra.samples.show;

import java.awt.Graphics2D;

/**
 * Two pictures beside each other.
 *
 * <pre>{@code
 * new Beside(line, loss)
 * }</pre>
 */
public record Beside(Picture left, Picture right) implements Picture {
    @Override
    public int width() {
        return left.width() + right.width();
    }

    @Override
    public int height() {
        return Math.max(left.height(), right.height());
    }

    @Override
    public void paint(Graphics2D graphics, Theme theme) {
        left.paint(graphics, theme);
        graphics.translate(left.width(), 0);
        right.paint(graphics, theme);
        graphics.translate(-left.width(), 0);
    }
}
