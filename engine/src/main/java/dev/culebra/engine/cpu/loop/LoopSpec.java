package dev.culebra.engine.cpu.loop;

import dev.culebra.engine.expr.Expr;
import java.util.List;

/**
 * All that the code of a loop depends on.
 *
 * <pre>{@code
 * var f32 = new Operand(DType.F32, Access.CONTIGUOUS);
 * var add = new LoopSpec(Expr.input(0).add(Expr.input(1)), Arithmetic.F32, List.of(f32, f32), f32);
 * }</pre>
 *
 * @param expr the function; it uses no inputs beyond {@code inputs}
 * @param arithmetic the type of every intermediate value
 * @param output CONTIGUOUS or STRIDED
 */
public record LoopSpec(Expr expr, Arithmetic arithmetic, List<Operand> inputs, Operand output) {
    public LoopSpec {
        inputs = List.copyOf(inputs);
    }

    /** Whether every operand can be loaded and stored as vectors. */
    public boolean isVectorizable() {
        return arithmetic != Arithmetic.I64 && isContiguous(output)
                && inputs.stream().allMatch(input -> input.access() == Access.SCALAR || isContiguous(input));
    }

    private boolean isContiguous(Operand operand) {
        return operand.access() == Access.CONTIGUOUS && operand.dtype() == arithmetic.dtype();
    }
}
