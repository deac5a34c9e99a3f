package dev.culebra.nn.data;

/**
 * A line drawn without lifting the pen: points {@code x, y} in a unit square, x to the right and y down, that a smooth
 * curve passes through. A point given twice in succession is a corner.
 */
record Stroke(double... points) {

    /** Pieces that each span between two points is cut into. */
    static final int PIECES = 5;

    int count() {
        return points.length / 2;
    }

    /**
     * The curve as a chain of straight pieces: uniform Catmull-Rom splines (Catmull and Rom, 1974) from corner to
     * corner. A lone pair of points between corners gives a straight line.
     *
     * @param points the stroke's points after whatever was done to them; as many as in this stroke
     * @return the number of coordinates written to {@code chain}
     */
    int flatten(double[] points, double[] chain) {
        int last = count() - 1;
        int length = append(chain, 0, points[0], points[1]);
        for (int i = 0; i < last; i++) {
            if (isCorner(i)) {
                continue;
            }
            int before = i > 0 && !isCorner(i - 1) ? i - 1 : i;
            int after = i + 1 < last && !isCorner(i + 1) ? i + 2 : i + 1;
            for (int piece = 1; piece <= PIECES; piece++) {
                double t = (double) piece / PIECES;
                double x = spline(points[2 * before], points[2 * i], points[2 * i + 2], points[2 * after], t);
                double y =
                        spline(points[2 * before + 1], points[2 * i + 1], points[2 * i + 3], points[2 * after + 1], t);
                length = append(chain, length, x, y);
            }
        }
        return length;
    }

    /** How long {@code chain} must be. */
    int flattenedLength() {
        return 2 + 2 * PIECES * (count() - 1);
    }

    /** Whether point {@code i} and the next are the same. */
    boolean isCorner(int i) {
        return points[2 * i] == points[2 * i + 2] && points[2 * i + 1] == points[2 * i + 3];
    }

    private static int append(double[] chain, int length, double x, double y) {
        chain[length] = x;
        chain[length + 1] = y;
        return length + 2;
    }

    private static double spline(double before, double from, double to, double after, double t) {
        double slopeFrom = (to - before) / 2;
        double slopeTo = (after - from) / 2;
        double rise = to - from;
        return from + t * (slopeFrom + t * (3 * rise - 2 * slopeFrom - slopeTo + t * (slopeFrom + slopeTo - 2 * rise)));
    }
}
