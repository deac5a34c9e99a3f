package dev.culebra.samples.show;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;

/**
 * Something to look at, in either theme.
 *
 * <pre>{@code
 * ImageIO.write(new Plot("Loss", "epoch", "cross-entropy").line("train", x, y).draw(Theme.LIGHT), "png", file);
 * }</pre>
 */
public interface Picture {
    /** Pixels of a picture for every pixel of its layout: sharp on the screens of today. */
    int SCALE = 2;

    /** Width in pixels of the layout. */
    int width();

    /** Height in pixels of the layout. */
    int height();

    /**
     * Paints on an empty ground.
     *
     * @param graphics in pixels of the layout
     */
    void paint(Graphics2D graphics, Theme theme);

    /** The picture, {@link #SCALE} times as large as its layout. */
    default BufferedImage draw(Theme theme) {
        return draw(theme, SCALE);
    }

    /** The picture, {@code scale} times as large as its layout. */
    default BufferedImage draw(Theme theme, int scale) {
        System.setProperty("java.awt.headless", "true");
        var image = new BufferedImage(scale * width(), scale * height(), BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        try {
            graphics.scale(scale, scale);
            graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
            graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
            graphics.setColor(theme.ground());
            graphics.fillRect(0, 0, width(), height());
            paint(graphics, theme);
        } finally {
            graphics.dispose();
        }
        return image;
    }
}
