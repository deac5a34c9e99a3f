package dev.culebra.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Checks the operands of a matrix product and hands it to the backend. */
final class Multiplying {
    private Multiplying() {}

    static Tensor matmul(Tensor lhs, Tensor rhs, Epilogue epilogue) {
        Device device = Operands.device("matmul", lhs, rhs);
        DType dtype = Operands.dtype("matmul", lhs, rhs);
        Operands.floating("matmul", lhs);
        if (lhs.shape().rank() == 0 || rhs.shape().rank() == 0) {
            throw new ShapeException("matmul: operands need rank ≥ 1: left %s, right %s".formatted(lhs.shape(), rhs
                    .shape()));
        }
        Layout left = lhs.shape().rank() == 1 ? lhs.layout().unsqueeze(0) : lhs.layout();
        Layout right = rhs.shape().rank() == 1 ? rhs.layout().unsqueeze(1) : rhs.layout();
        long m = left.shape().size(-2);
        long k = left.shape().size(-1);
        long n = right.shape().size(-1);
        if (k != right.shape().size(-2)) {
            throw new ShapeException("matmul: inner dimensions differ (%d ≠ %d): left %s, right %s".formatted(k, right
                    .shape().size(-2), lhs.shape(), rhs.shape()));
        }
        Shape batch = Shape.broadcast("matmul", batch(left), batch(right));
        View a = lhs.view().with(left.broadcastTo("matmul", matrices(batch, m, k)));
        View b = rhs.view().with(right.broadcastTo("matmul", matrices(batch, k, n)));
        Shape product = matrices(batch, m, n);
        Epilogue repeated = repeated(epilogue, product, dtype, device);
        try (Pinned _ = new Pinned("matmul: epilogue operand", epilogue.operands())) {
            Tensor output = Tensor.filled(product, dtype, device, out -> device.backend().matmul(a, b, out, repeated),
                    lhs, rhs);
            return withoutAddedAxes(output, lhs.shape().rank() == 1, rhs.shape().rank() == 1);
        }
    }

    private static Shape batch(Layout layout) {
        long[] sizes = layout.shape().toArray();
        return Shape.of(Arrays.copyOf(sizes, sizes.length - 2));
    }

    private static Shape matrices(Shape batch, long rows, long columns) {
        long[] sizes = Arrays.copyOf(batch.toArray(), batch.rank() + 2);
        sizes[batch.rank()] = rows;
        sizes[batch.rank() + 1] = columns;
        return Shape.of(sizes);
    }

    private static Epilogue repeated(Epilogue epilogue, Shape product, DType dtype, Device device) {
        int inputs = 1 + epilogue.operands().size();
        if (epilogue.f().arity() > inputs) {
            throw new ShapeException(
                    "matmul: epilogue %s needs %d inputs, the product included, got %d".formatted(epilogue
                            .f(), epilogue.f().arity(), inputs));
        }
        if (epilogue.operands().isEmpty()) {
            return epilogue;
        }
        List<View> operands = new ArrayList<>();
        for (View operand : epilogue.operands()) {
            if (operand.storage().device() != device) {
                throw new DeviceException(
                        "matmul: tensors are on different devices (%s ≠ %s): product %s, epilogue operand %s"
                                .formatted(device, operand.storage().device(), product, operand.shape()));
            }
            if (operand.dtype() != dtype && operand.dtype() != DType.BOOL) {
                throw new DTypeException(
                        "matmul: dtypes differ (%s ≠ %s): product %s, epilogue operand %s".formatted(dtype,
                                operand.dtype(), product, operand.shape()));
            }
            operands.add(operand.with(operand.layout().broadcastTo("matmul", product)));
        }
        return new Epilogue(epilogue.f(), operands);
    }

    private static Tensor withoutAddedAxes(Tensor output, boolean row, boolean column) {
        if (!row && !column) {
            return output;
        }
        try (output) {
            Layout layout = column ? output.layout().squeeze(-1) : output.layout();
            return output.viewed(row ? layout.squeeze(column ? -1 : -2) : layout);
        }
    }
}
