package dev.culebra.engine.cpu.gemm;

import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.function.DoubleSupplier;

/** A matrix of either element type, read and written as double. */
record Operand(Matrix matrix, int rows, int columns, boolean isFloat) {
    /** How the elements of an operand lie in memory. */
    enum Storage {
        ROWS,
        COLUMNS,
        GAPS,
        REVERSED,
        ROW_REPEATED,
        COLUMN_REPEATED,
        ELEMENT_REPEATED
    }

    static Operand of(Storage storage, int rows, int columns, boolean isFloat) {
        int size = Math.max(1, rows * columns);
        return switch (storage) {
            case ROWS -> create(size, 0, columns, 1, rows, columns, isFloat);
            case COLUMNS -> create(size, 0, 1, rows, rows, columns, isFloat);
            case GAPS -> create(6 * size + 3 * rows + 8, 5, 3 * columns + 2, 2, rows, columns, isFloat);
            case REVERSED -> create(size, size - 1, -columns, -1, rows, columns, isFloat);
            case ROW_REPEATED -> create(columns + 1, 0, 0, 1, rows, columns, isFloat);
            case COLUMN_REPEATED -> create(rows + 1, 0, 1, 0, rows, columns, isFloat);
            case ELEMENT_REPEATED -> create(1, 0, 0, 0, rows, columns, isFloat);
        };
    }

    private static Operand create(
            int size, long offset, long rowStride, long columnStride, int rows, int columns, boolean isFloat) {
        MemorySegment segment = Arena.ofAuto().allocate((long) size * (isFloat ? Float.BYTES : Double.BYTES), 64);
        return new Operand(new Matrix(segment, offset, rowStride, columnStride), rows, columns, isFloat);
    }

    Operand fill(DoubleSupplier values) {
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                set(i, j, values.getAsDouble());
            }
        }
        return this;
    }

    double at(int row, int column) {
        long index = matrix.index(row, column);
        return isFloat
                ? matrix.segment().getAtIndex(JAVA_FLOAT, index)
                : matrix.segment().getAtIndex(JAVA_DOUBLE, index);
    }

    void set(int row, int column, double value) {
        long index = matrix.index(row, column);
        if (isFloat) {
            matrix.segment().setAtIndex(JAVA_FLOAT, index, (float) value);
        } else {
            matrix.segment().setAtIndex(JAVA_DOUBLE, index, value);
        }
    }

    /** All bytes, those between the elements included. */
    byte[] bytes() {
        return matrix.segment().toArray(java.lang.foreign.ValueLayout.JAVA_BYTE);
    }
}
