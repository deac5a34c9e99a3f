package dev.culebra.nn.train;

import dev.culebra.engine.DType;
import dev.culebra.engine.Device;
import dev.culebra.engine.Shape;
import dev.culebra.engine.Tensor;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/**
 * Rows of numbers in device memory that the host sets. What was set goes to the device in one copy, and only if it differs from
 * what is there.
 */
final class ScalarTable implements AutoCloseable {
    private final Tensor table;
    private final List<Tensor> rows = new ArrayList<>();
    private final double[] values;
    private final int length;
    private boolean changed;

    /** A table {@code [rows, length]} of zeros. */
    ScalarTable(int rows, int length, DType dtype, Device device) {
        this.length = length;
        this.values = new double[rows * length];
        this.table = Tensor.zeros(Shape.of(rows, length), dtype, device).detach();
        for (int row = 0; row < rows; row++) {
            this.rows.add(table.select(0, row).detach());
        }
    }

    /** A row on the device, {@code [length]}. */
    Tensor row(int row) {
        return rows.get(row);
    }

    /** Sets a row; not on the device before {@link #upload()}. */
    void set(int row, double... numbers) {
        for (int i = 0; i < length; i++) {
            changed |= values[row * length + i] != numbers[i];
            values[row * length + i] = numbers[i];
        }
    }

    void upload() {
        if (changed) {
            table.device().backend().upload(host(), table.view().storage(), 0);
            changed = false;
        }
    }

    private MemorySegment host() {
        if (table.dtype() == DType.F64) {
            return MemorySegment.ofArray(values);
        }
        float[] rounded = new float[values.length];
        for (int i = 0; i < rounded.length; i++) {
            rounded[i] = (float) values[i];
        }
        return MemorySegment.ofArray(rounded);
    }

    @Override
    public void close() {
        rows.forEach(Tensor::close);
        table.close();
    }
}
