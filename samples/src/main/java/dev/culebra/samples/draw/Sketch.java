package dev.culebra.samples.draw;

import java.util.Arrays;
import java.util.List;

/**
 * A digit as it was drawn: strokes, each a path of points {@code {x, y}}, y downwards, in any unit.
 *
 * <pre>{@code
 * new Sketch(List.of(List.of(new double[] {0, 0}, new double[] {0, 1}))).ink();     // a 1
 * }</pre>
 *
 * @param strokes a stroke of one point is a dot
 */
record Sketch(List<List<double[]>> strokes) {

    /** Pixels of a side of an image. */
    static final int SIDE = 28;

    /** The longer side of a digit without the width of the pen; with it, that of MNIST's digits: 20 pixels. */
    private static final double BOX = 17.6;
    private static final double PEN = 1.2;
    private static final double NO_SIZE = 1e-9;

    /** Whether there is nothing to read. */
    boolean isEmpty() {
        return strokes.stream().allMatch(List::isEmpty);
    }

    /**
     * Ink from 0 to 1, row by row: the digit scaled into a box of 20 pixels and moved so that its centre of mass lies in
     * the middle, as MNIST's digits are (LeCun, Cortes and Burges, "The MNIST database of handwritten digits").
     */
    float[] ink() {
        if (isEmpty()) {
            return new float[SIDE * SIDE];
        }
        double[] x = strokes.stream().flatMap(List::stream).mapToDouble(point -> point[0]).toArray();
        double[] y = strokes.stream().flatMap(List::stream).mapToDouble(point -> point[1]).toArray();
        double left = Arrays.stream(x).min().orElseThrow();
        double top = Arrays.stream(y).min().orElseThrow();
        double width = Arrays.stream(x).max().orElseThrow() - left;
        double height = Arrays.stream(y).max().orElseThrow() - top;
        double scale = Math.max(width, height) < NO_SIZE ? 1 : BOX / Math.max(width, height);
        double middle = SIDE / 2.0;
        double moveX = middle - (left + width / 2) * scale;
        double moveY = middle - (top + height / 2) * scale;
        float[] centredByBox = paint(scale, moveX, moveY);
        double[] mass = centreOfMass(centredByBox);
        return paint(scale, moveX + middle - mass[0], moveY + middle - mass[1]);
    }

    private float[] paint(double scale, double moveX, double moveY) {
        float[] ink = new float[SIDE * SIDE];
        for (List<double[]> stroke : strokes) {
            for (int i = 0; i < stroke.size(); i++) {
                double[] to = stroke.get(i);
                double[] from = stroke.get(Math.max(0, i - 1));
                segment(ink, from[0] * scale + moveX, from[1] * scale + moveY, to[0] * scale + moveX,
                        to[1] * scale + moveY);
            }
        }
        return ink;
    }

    private static void segment(float[] ink, double x0, double y0, double x1, double y1) {
        double length = (x1 - x0) * (x1 - x0) + (y1 - y0) * (y1 - y0);
        for (int row = 0; row < SIDE; row++) {
            for (int column = 0; column < SIDE; column++) {
                double x = column + 0.5;
                double y = row + 0.5;
                double along = length == 0 ? 0 : ((x - x0) * (x1 - x0) + (y - y0) * (y1 - y0)) / length;
                double t = Math.clamp(along, 0, 1);
                double distance = Math.hypot(x - x0 - t * (x1 - x0), y - y0 - t * (y1 - y0));
                int pixel = row * SIDE + column;
                ink[pixel] = Math.max(ink[pixel], (float) Math.clamp(PEN + 0.5 - distance, 0, 1));
            }
        }
    }

    private static double[] centreOfMass(float[] ink) {
        double mass = 0;
        double x = 0;
        double y = 0;
        for (int pixel = 0; pixel < ink.length; pixel++) {
            mass += ink[pixel];
            x += ink[pixel] * (pixel % SIDE + 0.5);
            y += ink[pixel] * (pixel / SIDE + 0.5);
        }
        return new double[] {x / mass, y / mass};
    }
}
