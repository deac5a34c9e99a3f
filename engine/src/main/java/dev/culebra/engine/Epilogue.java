package dev.culebra.engine;

import dev.culebra.engine.expr.Expr;
import java.util.List;

/**
 * What happens to a matrix product before it is stored: an elementwise function of the product (input 0) and of further
 * operands (inputs 1, 2, …), each of which broadcasts to the product's shape. Bias, activation, accumulation and
 * activation gradients are all of this form, and cost no further pass over memory.
 *
 * <pre>{@code
 * Expr biasThenRelu = Activations.RELU.apply(Expr.input(0).add(Expr.input(1)));
 * Tensor hidden = x.matmul(weight.transpose(), Epilogue.of(biasThenRelu, bias)); // bias [n]
 * }</pre>
 *
 * @param f the function; {@code Expr.input(0)} for none
 * @param operands inputs 1, 2, … of {@code f}, of the product's dtype or BOOL
 */
public record Epilogue(Expr f, List<View> operands) {
    /** Stores the product as it is. */
    public static final Epilogue NONE = new Epilogue(Expr.input(0), List.of());

    /** Takes a copy of the list. */
    public Epilogue {
        operands = List.copyOf(operands);
    }

    /**
     * @param f function of the product, input 0, and the operands, inputs 1, 2, …
     * @param operands each broadcasts to the product's shape; must be open when the product is computed
     */
    public static Epilogue of(Expr f, Tensor... operands) {
        View[] views = new View[operands.length];
        for (int i = 0; i < views.length; i++) {
            views[i] = operands[i].view();
        }
        return new Epilogue(f, List.of(views));
    }

    /** Whether the product is stored as it is. */
    public boolean isNone() {
        return f == NONE.f;
    }
}
