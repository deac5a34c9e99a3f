package dev.culebra.engine.cpu.loop;

import dev.culebra.engine.expr.BinaryOp;
import dev.culebra.engine.expr.Expr;
import dev.culebra.engine.expr.Instruction;
import dev.culebra.engine.expr.Program;
import dev.culebra.engine.expr.UnaryOp;
import java.util.Arrays;

/**
 * All that the code of a loop depends on: the key that it is found by.
 *
 * <pre>{@code
 * var f32 = Operand.of(DType.F32, Access.CONTIGUOUS);
 * var add = new LoopSpec(Expr.input(0).add(Expr.input(1)), Arithmetic.F32, f32, f32, f32);
 * }</pre>
 */
public final class LoopSpec {
    /** From this weight on it pays to bring operands into the form that vectors need first. */
    private static final int HEAVY = 6;
    private static final int FUNCTION_WEIGHT = 8;

    private final Expr expr;
    private final Arithmetic arithmetic;
    private final Operand output;
    private final Operand[] inputs;
    private final int hash;

    /**
     * @param expr the function; it uses no inputs beyond {@code inputs}
     * @param arithmetic the type of every intermediate value
     * @param output CONTIGUOUS or STRIDED
     * @param inputs input 0, 1, …; the array is not copied and must not change
     */
    public LoopSpec(Expr expr, Arithmetic arithmetic, Operand output, Operand... inputs) {
        this.expr = expr;
        this.arithmetic = arithmetic;
        this.output = output;
        this.inputs = inputs;
        int mixed = expr.hashCode() * 31 + arithmetic.ordinal();
        mixed = mixed * 31 + code(output);
        for (Operand input : inputs) {
            mixed = mixed * 31 + code(input);
        }
        hash = mixed;
    }

    private static int code(Operand operand) {
        return operand.dtype().ordinal() * 3 + operand.access().ordinal();
    }

    Expr expr() {
        return expr;
    }

    Arithmetic arithmetic() {
        return arithmetic;
    }

    Operand output() {
        return output;
    }

    Operand input(int index) {
        return inputs[index];
    }

    int inputs() {
        return inputs.length;
    }

    /** Whether every operand can be loaded and stored as vectors, and vectors compute the function. */
    boolean isVectorizable() {
        if (!hasVectorArithmetic() || !isVector(output)) {
            return false;
        }
        for (Operand input : inputs) {
            if (input.access() != Access.SCALAR && !isVector(input)) {
                return false;
            }
        }
        return true;
    }

    /** Whether vectors compute the function: not so in integers, nor the functions of doubles that VectorMath lacks. */
    boolean hasVectorArithmetic() {
        return switch (arithmetic) {
            case F32 -> true;
            case F64 -> Program.of(expr).instructions().stream().allMatch(LoopSpec::hasDoubleVectors);
            case I64 -> false;
        };
    }

    private static boolean hasDoubleVectors(Instruction instruction) {
        return switch (instruction) {
            case Instruction.Load _,Instruction.Const _,Instruction.Choose _ -> true;
            case Instruction.Apply1(UnaryOp op, int _) -> op != UnaryOp.SIN && op != UnaryOp.COS;
            case Instruction.Apply2(BinaryOp op, int _, int _) -> op != BinaryOp.POW;
        };
    }

    /** Whether elements of this operand lie as the vectors of the arithmetic do. */
    boolean isVector(Operand operand) {
        return operand.access() == Access.CONTIGUOUS && operand.dtype() == arithmetic.dtype();
    }

    /** Whether the function takes longer than moving an element once more. */
    boolean isHeavy() {
        return weight() >= HEAVY;
    }

    /** The work for an element, roughly, as a multiple of an addition. */
    int weight() {
        int weight = 0;
        for (Instruction instruction : Program.of(expr).instructions()) {
            weight += weight(instruction);
        }
        return weight;
    }

    private static int weight(Instruction instruction) {
        return switch (instruction) {
            case Instruction.Load _,Instruction.Const _ -> 0;
            case Instruction.Choose _ -> 1;
            case Instruction.Apply1(UnaryOp op, int _) -> switch (op) {
                case NEG, ABS, SIGN, RECIPROCAL, SQRT, RSQRT, FLOOR -> 1;
                case EXP, EXPM1, LOG, LOG1P, SIN, COS, TANH, SIGMOID, ERF -> FUNCTION_WEIGHT;
            };
            case Instruction.Apply2(BinaryOp op, int _, int _) -> op == BinaryOp.POW ? 2 * FUNCTION_WEIGHT : 1;
        };
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LoopSpec spec && spec.expr == expr && spec.arithmetic == arithmetic
                && spec.output.equals(output) && Arrays.equals(spec.inputs, inputs);
    }

    @Override
    public int hashCode() {
        return hash;
    }

    @Override
    public String toString() {
        return "%s in %s, %s → %s".formatted(expr, arithmetic, Arrays.toString(inputs), output);
    }
}
