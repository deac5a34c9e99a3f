package dev.culebra.engine.cuda;

import dev.culebra.cuda.Epilogue;
import dev.culebra.engine.DType;
import dev.culebra.engine.View;
import dev.culebra.engine.expr.Activations;
import dev.culebra.engine.expr.Expr;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An epilogue that cuBLASLt computes while it writes the product: a bias, an activation, or both.
 *
 * @param bias one element for each column of the product, without gaps; none or one
 */
record FusedEpilogue(Epilogue epilogue, List<View> bias) {
    private static final Map<Expr, Epilogue> PLAIN =
            Map.of(Activations.RELU, Epilogue.RELU, Activations.GELU_TANH, Epilogue.GELU);
    private static final Map<Expr, Epilogue> BIASED = biased();

    private static Map<Expr, Epilogue> biased() {
        Map<Expr, Epilogue> biased = new HashMap<>();
        Expr product = Expr.input(0);
        Expr bias = Expr.input(1);
        for (Expr sum : List.of(product.add(bias), bias.add(product))) {
            biased.put(sum, Epilogue.BIAS);
            biased.put(Activations.RELU.apply(sum), Epilogue.RELU_BIAS);
            biased.put(Activations.GELU_TANH.apply(sum), Epilogue.GELU_BIAS);
        }
        return Map.copyOf(biased);
    }

    /** The same for cuBLASLt, if it is one that it knows. */
    static Optional<FusedEpilogue> of(dev.culebra.engine.Epilogue epilogue) {
        if (epilogue.operands().isEmpty()) {
            return Optional.ofNullable(PLAIN.get(epilogue.f())).map(known -> new FusedEpilogue(known, List.of()));
        }
        View operand = epilogue.operands().getFirst();
        return epilogue.operands().size() == 1 && isRow(operand)
                ? Optional.ofNullable(BIASED.get(epilogue.f())).map(known -> new FusedEpilogue(known, List.of(operand)))
                : Optional.empty();
    }

    private static boolean isRow(View operand) {
        int last = operand.shape().rank() - 1;
        boolean row = operand.dtype() == DType.F32 && operand.layout().stride(last) == 1;
        for (int axis = 0; axis < last; axis++) {
            row &= operand.layout().stride(axis) == 0 || operand.shape().size(axis) == 1;
        }
        return row;
    }
}
