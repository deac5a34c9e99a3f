package dev.culebra.bench.peer;

/** Operands that everybody can make, from −½ to ½ and the same to the last bit. */
public final class Numbers {
    private static final long FACTOR = 7919;
    private static final int PERIOD = 1009;

    private Numbers() {}

    /** Element {@code i} of the operand with this number. */
    public static float at(long i, int operand) {
        return (float) ((i * FACTOR + operand) % PERIOD / (double) PERIOD - 0.5);
    }

    /** The first of them, multiplied by {@code scale}; after so many they begin anew. */
    public static float[] period(int operand, double scale) {
        return floats(PERIOD, operand, scale);
    }

    /** So many of them, multiplied by {@code scale}. */
    public static float[] floats(int elements, int operand, double scale) {
        float[] values = new float[elements];
        for (int i = 0; i < elements; i++) {
            values[i] = (float) (at(i, operand) * scale);
        }
        return values;
    }

    /**
     * A matrix in columns.
     *
     * @param values of a matrix {@code [rows, columns]} in rows
     */
    public static float[] transposed(float[] values, int rows, int columns) {
        float[] result = new float[values.length];
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                result[j * rows + i] = values[i * columns + j];
            }
        }
        return result;
    }
}
