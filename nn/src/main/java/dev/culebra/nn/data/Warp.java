package dev.culebra.nn.data;

/** Moves the pixels of a picture about. */
final class Warp {

    private Warp() {}

    /**
     * Turns by the angle of the given cosine and sine around the middle, counter-clockwise as one looks at it, then moves. A
     * value between pixels is read off the surface through the four around it; outside, all is 0.
     */
    static void warp(Transform.Pixels pixels, double cos, double sin, double down, double right) {
        float[] from = pixels.values().clone();
        int rows = pixels.rows();
        int columns = pixels.columns();
        double middleRow = (rows - 1) / 2.0;
        double middleColumn = (columns - 1) / 2.0;
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                double y = row - down - middleRow;
                double x = column - right - middleColumn;
                double sourceRow = cos * y + sin * x + middleRow;
                double sourceColumn = cos * x - sin * y + middleColumn;
                for (int channel = 0; channel < pixels.channels(); channel++) {
                    int start = channel * rows * columns;
                    pixels.values()[start + row * columns + column] = between(from, start, rows, columns, sourceRow,
                            sourceColumn);
                }
            }
        }
    }

    private static float between(float[] from, int start, int rows, int columns, double row, double column) {
        int top = (int) Math.floor(row);
        int left = (int) Math.floor(column);
        double down = row - top;
        double right = column - left;
        double sum = 0;
        for (int i = 0; i < 4; i++) {
            int y = top + i / 2;
            int x = left + i % 2;
            if (y >= 0 && y < rows && x >= 0 && x < columns) {
                double weight = (i / 2 == 0 ? 1 - down : down) * (i % 2 == 0 ? 1 - right : right);
                sum += weight * from[start + y * columns + x];
            }
        }
        return (float) sum;
    }

    /** Left becomes right. */
    static void mirror(Transform.Pixels pixels) {
        int columns = pixels.columns();
        float[] values = pixels.values();
        for (int line = 0; line < values.length; line += columns) {
            for (int i = 0; i < columns / 2; i++) {
                float left = values[line + i];
                values[line + i] = values[line + columns - 1 - i];
                values[line + columns - 1 - i] = left;
            }
        }
    }
}
