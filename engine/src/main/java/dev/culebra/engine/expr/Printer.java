package dev.culebra.engine.expr;

import java.util.List;

/**
 * Writes a program as a formula. A value that is used more than once, or whose text has grown long, gets a name, so
 * that the text stays linear in the size of the program: {@code t0 = exp(x0); t0 / (t0 + 1)}.
 */
final class Printer {

    private static final int LONG = 100;

    private static final int COMPARISON = 0;
    private static final int SUM = 1;
    private static final int PRODUCT = 2;
    private static final int SIGNED = 3;
    private static final int ATOM = 4;

    private final List<Instruction> code;
    private final String[] text;
    private final int[] precedence;
    private final StringBuilder out = new StringBuilder();

    private Printer(List<Instruction> code) {
        this.code = code;
        this.text = new String[code.size()];
        this.precedence = new int[code.size()];
    }

    static String print(Program program) {
        return new Printer(program.instructions()).print();
    }

    private String print() {
        int[] uses = new int[code.size()];
        for (var instruction : code) {
            for (int operand : Program.operands(instruction)) {
                uses[operand]++;
            }
        }
        int names = 0;
        for (int i = 0; i < code.size(); i++) {
            write(i);
            boolean leaf = code.get(i) instanceof Instruction.Load || code.get(i) instanceof Instruction.Const;
            if (i < code.size() - 1 && !leaf && (uses[i] > 1 || text[i].length() > LONG)) {
                out.append('t').append(names).append(" = ").append(text[i]).append("; ");
                set(i, ATOM, "t" + names++);
            }
        }
        return out.append(text[code.size() - 1]).toString();
    }

    private void write(int i) {
        switch (code.get(i)) {
            case Instruction.Load(int input) -> set(i, ATOM, "x" + input);
            case Instruction.Const(double value) -> set(i, Math.copySign(1, value) < 0 ? SIGNED : ATOM, number(value));
            case Instruction.Apply1(UnaryOp op, int x) when op == UnaryOp.NEG -> set(i, SIGNED, "-" + at(ATOM, x));
            case Instruction.Apply1(UnaryOp op, int x) when op == UnaryOp.RECIPROCAL ->
                    set(i, PRODUCT, "1 / " + at(SIGNED, x));
            case Instruction.Apply1(UnaryOp op, int x) -> set(i, ATOM, op.symbol() + "(" + text[x] + ")");
            case Instruction.Apply2(BinaryOp op, int x, int y) when op.isInfix() -> infix(i, op, x, y);
            case Instruction.Apply2(BinaryOp op, int x, int y) ->
                    set(i, ATOM, op.symbol() + "(" + text[x] + ", " + text[y] + ")");
            case Instruction.Choose(int condition, int x, int y) ->
                    set(i, ATOM, "select(" + text[condition] + ", " + text[x] + ", " + text[y] + ")");
        }
    }

    private void infix(int i, BinaryOp op, int x, int y) {
        int own = switch (op) {
            case ADD, SUB -> SUM;
            case MUL, DIV -> PRODUCT;
            case EQ, NE, LT, LE, GT, GE, POW, MAX, MIN -> COMPARISON;
        };
        // Floating-point sums and products are not associative: a right operand of the same rank keeps its parentheses.
        int left = op.isComparison() ? SUM : own;
        set(i, own, at(left, x) + " " + op.symbol() + " " + at(own + 1, y));
    }

    private String at(int least, int i) {
        return precedence[i] < least ? "(" + text[i] + ")" : text[i];
    }

    private void set(int i, int rank, String words) {
        precedence[i] = rank;
        text[i] = words;
    }

    private static String number(double value) {
        if (value == Math.rint(value) && Math.abs(value) < 1e15) {
            return value == 0 && 1 / value < 0 ? "-0" : Long.toString((long) value);
        }
        return Double.toString(value);
    }
}
