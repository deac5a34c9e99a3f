package dev.culebra.engine.cpu;

import dev.culebra.engine.View;
import dev.culebra.engine.cpu.move.Integers;
import dev.culebra.engine.expr.BinaryOp;
import dev.culebra.engine.expr.Instruction;
import dev.culebra.engine.expr.UnaryOp;
import java.util.List;

/** Elementwise functions in 64-bit integers, which wrap around, one element after the other. */
final class SimpleIntegerMap {
    private SimpleIntegerMap() {}

    static void map(List<Instruction> code, View[] inputs, View output, Nest nest) {
        long[] values = new long[code.size()];
        long[] cell = new long[1];
        Nest.Cursor at = nest.cursor(0);
        for (long i = 0; i < nest.positions(0); i++, at.next()) {
            for (int step = 0; step < values.length; step++) {
                if (code.get(step) instanceof Instruction.Load(int input)) {
                    Integers.load(inputs[input].dtype(), HostStorage.segment(inputs[input]), at.position(input + 1), 1,
                            cell, 1);
                    values[step] = cell[0];
                } else {
                    values[step] = compute(code.get(step), values);
                }
            }
            cell[0] = values[values.length - 1];
            Integers.store(cell, 1, output.dtype(), HostStorage.segment(output), at.position(0), 1);
        }
    }

    private static long compute(Instruction instruction, long[] values) {
        return switch (instruction) {
            case Instruction.Load(int input) ->
                    throw new IllegalArgumentException("map: input " + input + " is not loaded");
            case Instruction.Const(double value) -> (long) value;
            case Instruction.Apply1(UnaryOp op, int x) -> switch (op) {
                case NEG -> -values[x];
                case ABS -> Math.abs(values[x]);
                case SIGN -> Long.signum(values[x]);
                default -> throw new IllegalArgumentException("map: " + op + " of integers");
            };
            case Instruction.Apply2(BinaryOp op, int x, int y) -> apply(op, values[x], values[y]);
            case Instruction.Choose(int condition, int x, int y) -> values[condition] != 0 ? values[x] : values[y];
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
            case DIV, POW -> throw new IllegalArgumentException("map: " + op + " of integers");
        };
    }
}
