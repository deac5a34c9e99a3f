package dev.culebra.engine.reference;

import dev.culebra.engine.expr.BinaryOp;
import dev.culebra.engine.expr.Instruction;
import dev.culebra.engine.expr.Program;
import dev.culebra.engine.expr.UnaryOp;
import java.util.List;

/** Elementwise functions on 64-bit integers, which wrap around. */
final class Whole {
    private Whole() {}

    static long evaluate(Program program, long... inputs) {
        List<Instruction> code = program.instructions();
        long[] values = new long[code.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = switch (code.get(i)) {
                case Instruction.Load(int input) -> inputs[input];
                case Instruction.Const(double value) -> (long) value;
                case Instruction.Apply1(UnaryOp op, int x) -> apply(op, values[x]);
                case Instruction.Apply2(BinaryOp op, int x, int y) -> apply(op, values[x], values[y]);
                case Instruction.Choose(int condition, int x, int y) -> values[condition] != 0 ? values[x] : values[y];
            };
        }
        return values[values.length - 1];
    }

    private static long apply(UnaryOp op, long x) {
        return switch (op) {
            case NEG -> -x;
            case ABS -> Math.abs(x);
            case SIGN -> Long.signum(x);
            case FLOOR -> x;
            case RECIPROCAL, SQRT, RSQRT, EXP, EXPM1, LOG, LOG1P, SIN, COS, TANH, SIGMOID, ERF ->
                    throw new IllegalArgumentException(op + " is not defined on integers");
        };
    }

    private static long apply(BinaryOp op, long x, long y) {
        return switch (op) {
            case ADD -> x + y;
            case SUB -> x - y;
            case MUL -> x * y;
            case MAX -> Math.max(x, y);
            case MIN -> Math.min(x, y);
            case EQ -> x == y ? 1 : 0;
            case NE -> x != y ? 1 : 0;
            case LT -> x < y ? 1 : 0;
            case LE -> x <= y ? 1 : 0;
            case GT -> x > y ? 1 : 0;
            case GE -> x >= y ? 1 : 0;
            case DIV, POW -> throw new IllegalArgumentException(op + " is not defined on integers");
        };
    }
}
