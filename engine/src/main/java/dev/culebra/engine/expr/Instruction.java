package dev.culebra.engine.expr;

/**
 * One step of a {@link Program}. An operand is the index of an earlier instruction of the same program; the value of
 * an instruction is kept under its own index.
 *
 * <pre>{@code
 * List.of(new Load(0), new Apply1(UnaryOp.EXP, 0));   // exp(x0)
 * }</pre>
 */
public sealed interface Instruction {

    /** The value of an input. */
    record Load(int input) implements Instruction {}

    /** A number. Equal by bits, so that -0.0 and 0.0 differ. */
    record Const(double value) implements Instruction {}

    /** A function of one value. */
    record Apply1(UnaryOp op, int x) implements Instruction {}

    /** A function of two values. */
    record Apply2(BinaryOp op, int x, int y) implements Instruction {}

    /** {@code x} where {@code condition} is not 0 (NaN is not), else {@code y}. */
    record Choose(int condition, int x, int y) implements Instruction {}
}
