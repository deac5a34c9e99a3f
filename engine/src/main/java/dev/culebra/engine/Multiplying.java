package dev.culebra.engine;

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
        boolean plain = left.shape().rank() == 2 && right.shape().rank() == 2;
        Shape batch = plain ? Shape.scalar() : Shape.broadcast("matmul", batch(left), batch(right));
        View a = matrices(lhs.view(), left, batch, m, k);
        View b = matrices(rhs.view(), right, batch, k, n);
        Shape product = matrices(batch, m, n);
        Epilogue repeated = repeated(epilogue, product, dtype, device);
        try (Pinned _ = new Pinned("matmul: epilogue operand", epilogue.operands())) {
            Shape shape = withoutAddedAxes(product, lhs.shape().rank() == 1, rhs.shape().rank() == 1);
            return Tensor.filled(shape, dtype, device, out -> device.backend().matmul(a, b, shape == product
                    ? out
                    : out.with(Layout.contiguous(product)), repeated), lhs, rhs);
        }
    }

    private static View matrices(View view, Layout layout, Shape batch, long rows, long columns) {
        if (batch.rank() == 0 && layout == view.layout()) {
            return view;
        }
        return view.with(layout.broadcastTo("matmul", matrices(batch, rows, columns)));
    }

    private static Shape batch(Layout layout) {
        long[] sizes = layout.shape().toArray();
        return Shape.of(Arrays.copyOf(sizes, sizes.length - 2));
    }

    private static Shape matrices(Shape batch, long rows, long columns) {
        if (batch.rank() == 0) {
            return Shape.wrap(new long[] {rows, columns});
        }
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
        View[] operands = new View[inputs - 1];
        for (int i = 0; i < operands.length; i++) {
            View operand = epilogue.operands().get(i);
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
            operands[i] = operand.with(operand.layout().broadcastTo("matmul", product));
        }
        return new Epilogue(epilogue.f(), List.of(operands));
    }

    private static Shape withoutAddedAxes(Shape product, boolean row, boolean column) {
        if (!row && !column) {
            return product;
        }
        int rank = product.rank();
        long[] sizes = Arrays.copyOf(product.toArray(), rank - (row ? 1 : 0) - (column ? 1 : 0));
        if (row && !column) {
            sizes[rank - 2] = product.size(-1);
        }
        return Shape.wrap(sizes);
    }
}
