package dev.culebra.samples.lessons;

import dev.culebra.nn.data.Pictures;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Ellipse2D;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Heads of bears, drawn: of any brightness and hue, anywhere in the picture, before any background. What tells them apart is
 * form alone: a black bear has ears far apart and a light muzzle, a grizzly small ears close together and a muzzle as dark as
 * its fur, a teddy large ears, a light muzzle and light insides of the ears.
 *
 * <pre>{@code
 * Pictures bears = DrawnBears.draw(300, 1);     // colour, 32×32
 * }</pre>
 */
final class DrawnBears {

    private static final int SIDE = 32;
    private static final int FINE = 4;
    private static final List<String> CLASSES = List.of("black", "grizzly", "teddy");

    private DrawnBears() {}

    static Pictures draw(int count, long seed) {
        System.setProperty("java.awt.headless", "true");
        byte[] pixels = new byte[count * 3 * SIDE * SIDE];
        int[] labels = new int[count];
        for (int i = 0; i < count; i++) {
            labels[i] = i % CLASSES.size();
            draw(labels[i], new SplittableRandom(seed * 1_000_003 + i), pixels, i * 3 * SIDE * SIDE);
        }
        return new Pictures(3, SIDE, SIDE, CLASSES, pixels, labels);
    }

    private static void draw(int label, SplittableRandom random, byte[] pixels, int at) {
        var image = new BufferedImage(SIDE * FINE, SIDE * FINE, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setColor(color(random, 0.2, 0.95));
        graphics.fillRect(0, 0, SIDE * FINE, SIDE * FINE);
        graphics.setColor(color(random, 0.2, 0.95));
        disc(graphics, random.nextDouble(0, 32), random.nextDouble(0, 32), random.nextDouble(3, 9));
        head(label, random, graphics);
        graphics.dispose();
        for (int row = 0; row < SIDE; row++) {
            for (int column = 0; column < SIDE; column++) {
                store(image, row, column, random, pixels, at);
            }
        }
    }

    private static void head(int label, SplittableRandom random, Graphics2D graphics) {
        double size = random.nextDouble(6.5, 9);
        double x = random.nextDouble(size + 3, SIDE - size - 3);
        double y = random.nextDouble(size + 4, SIDE - size - 1);
        Color fur = color(random, 0.15, 0.6);
        double apart = label == 1 ? 0.55 : 0.85;
        double ear = size * (label == 2 ? 0.48 : label == 0 ? 0.38 : 0.28);
        for (int side = -1; side <= 1; side += 2) {
            double earX = x + side * size * apart;
            double earY = y - size * (label == 1 ? 0.92 : 0.72);
            graphics.setColor(fur);
            disc(graphics, earX, earY, ear);
            graphics.setColor(label == 2 ? lighter(fur) : fur);
            disc(graphics, earX, earY, ear * 0.55);
        }
        graphics.setColor(fur);
        disc(graphics, x, y, size);
        graphics.setColor(label == 1 ? fur : lighter(fur));
        disc(graphics, x, y + size * 0.4, size * 0.42);
        graphics.setColor(Color.BLACK);
        disc(graphics, x, y + size * 0.25, size * 0.14);
        disc(graphics, x - size * 0.38, y - size * 0.15, size * 0.11);
        disc(graphics, x + size * 0.38, y - size * 0.15, size * 0.11);
    }

    private static void disc(Graphics2D graphics, double x, double y, double radius) {
        graphics.fill(new Ellipse2D.Double((x - radius) * FINE, (y - radius) * FINE, 2 * radius * FINE,
                2 * radius * FINE));
    }

    private static Color color(SplittableRandom random, double darkest, double lightest) {
        return Color.getHSBColor((float) random.nextDouble(), (float) random.nextDouble(0, 0.7),
                (float) random.nextDouble(darkest, lightest));
    }

    private static Color lighter(Color color) {
        return new Color((color.getRed() + 255) / 2, (color.getGreen() + 255) / 2, (color.getBlue() + 255) / 2);
    }

    /** The mean of the fine pixels, with a little noise. */
    private static void store(BufferedImage image, int row, int column, SplittableRandom random, byte[] pixels,
            int at) {
        int[] sums = new int[3];
        for (int i = 0; i < FINE * FINE; i++) {
            int rgb = image.getRGB(column * FINE + i % FINE, row * FINE + i / FINE);
            for (int channel = 0; channel < 3; channel++) {
                sums[channel] += rgb >> 16 - 8 * channel & 0xff;
            }
        }
        for (int channel = 0; channel < 3; channel++) {
            double value = sums[channel] / (double) (FINE * FINE) + random.nextGaussian(0, 6);
            pixels[at + (channel * SIDE + row) * SIDE + column] = (byte) Math.clamp(Math.round(value), 0, 255);
        }
    }
}
