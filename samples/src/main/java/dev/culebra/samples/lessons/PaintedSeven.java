package dev.culebra.samples.lessons;

import dev.culebra.samples.OutputFile;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import javax.imageio.ImageIO;

/** A coloured picture for who has none at hand: a seven, on a sky at dusk. */
final class PaintedSeven {

    private static final int SIDE = 180;

    private PaintedSeven() {}

    /** Writes it as PNG. */
    static void write(Path file) {
        System.setProperty("java.awt.headless", "true");
        var image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setPaint(new GradientPaint(0, 0, new Color(0x1b2a6b), 0, SIDE, new Color(0xf2a65a)));
        graphics.fillRect(0, 0, SIDE, SIDE);
        var seven = new Path2D.Double();
        seven.moveTo(50, 45);
        seven.lineTo(132, 45);
        seven.curveTo(105, 80, 88, 110, 84, 142);
        graphics.setPaint(new Color(0xfff6d8));
        graphics.setStroke(new BasicStroke(17, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        graphics.draw(seven);
        graphics.dispose();
        OutputFile.write(file, path -> ImageIO.write(image, "png", path.toFile()));
    }
}
