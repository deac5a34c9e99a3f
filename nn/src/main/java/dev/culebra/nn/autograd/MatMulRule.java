package dev.culebra.nn.autograd;

import dev.culebra.engine.Scope;
import dev.culebra.engine.Shape;
import dev.culebra.engine.Tensor;

/**
 * For {@code Y = A·B}: {@code dA = dY·Bᵀ} and {@code dB = Aᵀ·dY}, summed over batches along which an operand was repeated.
 * Operands of rank 1 are treated as the matrices that the product made of them.
 */
final class MatMulRule {
    private MatMulRule() {}

    static Tensor gradient(int i, Saved saved, Tensor upstream) {
        Shape left = saved.shape(0);
        Shape right = saved.shape(1);
        try (Scope scope = Scope.open()) {
            Tensor dy = right.rank() == 1 ? upstream.unsqueeze(-1) : upstream;
            dy = left.rank() == 1 ? dy.unsqueeze(-2) : dy;
            if (i == 0) {
                Tensor b = right.rank() == 1 ? saved.input(1).unsqueeze(1) : saved.input(1);
                Shape matrix = left.rank() == 1 ? Shape.of(1, left.size(0)) : left;
                return scope.keep(Broadcasting.undo(dy.matmul(b.transpose()), matrix).reshape(left));
            }
            Tensor a = left.rank() == 1 ? saved.input(0).unsqueeze(0) : saved.input(0);
            Shape matrix = right.rank() == 1 ? Shape.of(right.size(0), 1) : right;
            return scope.keep(Broadcasting.undo(a.transpose().matmul(dy), matrix).reshape(right));
        }
    }
}
