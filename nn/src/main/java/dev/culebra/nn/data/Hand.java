package dev.culebra.nn.data;

import java.util.List;

/**
 * One person's hand at one moment: how large, slanted and shaky the writing is, and how thick and soft the pen.
 * Writing draws what is random from {@code random} and allocates nothing.
 */
final class Hand {

    private static final double TREMOR = .032;
    private static final int LONGEST = 64;

    private final Canvas canvas;
    private final double size;
    private final double[] points = new double[LONGEST];
    private final double[] chain = new double[Stroke.PIECES * LONGEST + 2];

    private double xx;
    private double xy;
    private double yx;
    private double yy;
    private double centreX;
    private double centreY;
    private double radius;
    private double softness;

    Hand(Canvas canvas, int size) {
        this.canvas = canvas;
        this.size = size;
    }

    void write(List<Stroke> strokes, SplitMix random) {
        settle(random);
        for (Stroke stroke : strokes) {
            write(stroke, random);
        }
    }

    /** Width and height in pixels, then slant (a shear), then rotation about the middle; the pen. */
    private void settle(SplitMix random) {
        double scale = random.between(.54, .76) * size;
        double width = scale * random.between(.62, 1.06);
        double slant = .08 + .22 * random.bell();
        double angle = .11 * random.bell();
        double cos = StrictMath.cos(angle);
        double sin = StrictMath.sin(angle);
        xx = width * cos;
        xy = -scale * (slant * cos + sin);
        yx = width * sin;
        yy = scale * (cos - slant * sin);
        centreX = size / 2 + 1.1 * random.bell();
        centreY = size / 2 + 1.1 * random.bell();
        radius = random.between(.65, 1.75);
        softness = random.between(.9, 1.5);
    }

    private void write(Stroke stroke, SplitMix random) {
        place(stroke, random);
        int length = stroke.flatten(points, chain);
        double pressure = random.between(.8, 1.1);
        double change = random.between(-.25, .25) / length;
        for (int i = 2; i < length; i += 2) {
            canvas.line(
                    chain[i - 2], chain[i - 1], chain[i], chain[i + 1], radius * (pressure + i * change), softness);
        }
    }

    /** Moves each point a little, both copies of a corner alike, and puts it on the canvas. */
    private void place(Stroke stroke, SplitMix random) {
        double x = 0;
        double y = 0;
        for (int i = 0; i < stroke.count(); i++) {
            if (i == 0 || !stroke.isCorner(i - 1)) {
                x = stroke.points()[2 * i] - .5 + TREMOR * random.bell();
                y = stroke.points()[2 * i + 1] - .5 + TREMOR * random.bell();
            }
            points[2 * i] = centreX + xx * x + xy * y;
            points[2 * i + 1] = centreY + yx * x + yy * y;
        }
    }
}
