package dev.culebra.engine.cuda.ptx;

import dev.culebra.engine.DType;
import dev.culebra.engine.expr.Expr;
import java.util.List;

/**
 * All that the code of an elementwise kernel depends on: the key that it is cached by.
 *
 * <pre>{@code
 * var f32 = new MapSpec.Operand(DType.F32, Walk.LINEAR);
 * var spec = new MapSpec(Expr.input(0).add(Expr.input(1)), 0, Compute.F32, List.of(f32, f32), f32, 0, 4);
 * String ptx = MapKernel.source(spec, primitives);
 * }</pre>
 *
 * <p>The kernel is called {@value MapKernel#NAME}; its parameters, in this order, are
 *
 * <ul>
 * <li>the address of the output's first element, then that of each input: 64 bits each;
 * <li>the constants, in the type of the arithmetic (64 bits for integers);
 * <li>the number of elements: 64 bits;
 * <li>for a rank above 0, the sizes of axes 1, 2, … (axis 0 is not needed): 32 bits each;
 * <li>for a rank above 0, the strides in bytes of each STRIDED operand, axis 0 first, the output's before the inputs': 64 bits
 * each.
 * </ul>
 *
 * @param structure a function without constants: inputs, then constants as further inputs
 * @param constants how many of its inputs are constants
 * @param compute the type of every intermediate value
 * @param inputs how each input lies
 * @param output how the output lies; LINEAR or STRIDED
 * @param rank number of axes that STRIDED operands are indexed by; 0 if there are none
 * @param width elements that a thread takes at once: 1, or a vector of 16 bytes if all operands are LINEAR or SCALAR, of the
 *     type of the arithmetic, and aligned to 16 bytes
 */
public record MapSpec(Expr structure, int constants, Compute compute, List<Operand> inputs, Operand output, int rank,
        int width) {
    /** An operand's element type, and how it is walked. */
    public record Operand(DType dtype, Walk walk) {}

    /** Takes a copy of the list. */
    public MapSpec {
        inputs = List.copyOf(inputs);
    }
}
