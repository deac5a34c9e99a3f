package dev.culebra.engine.expr;

import java.util.List;
import java.util.Objects;

/**
 * An expression as straight-line code: every distinct subexpression is computed once, operands before their uses; the
 * value of the last instruction is the result. This is what backends compile.
 *
 * <pre>{@code
 * Expr s = Expr.input(0).sigmoid();
 * Program p = Program.of(s.mul(s));
 * p.instructions();    // Load[input=0], Apply1[op=SIGMOID, x=0], Apply2[op=MUL, x=1, y=1]
 * }</pre>
 *
 * <p>The order depends on the expression alone. It is depth first, the more demanding operand before the other, so
 * that few values are live at a time.
 *
 * @param inputs the number of inputs a caller passes; every {@code Load} is below it
 * @param instructions the code, not empty
 */
public record Program(int inputs, List<Instruction> instructions) {

    /**
     * Checks the code.
     *
     * @throws IllegalArgumentException if it is empty, an operand does not come earlier, or an input is out of range
     */
    public Program {
        instructions = List.copyOf(instructions);
        if (instructions.isEmpty()) {
            throw new IllegalArgumentException("program: no instructions");
        }
        for (int i = 0; i < instructions.size(); i++) {
            check(i, inputs, instructions.get(i));
        }
    }

    /** Returns the code of an expression; the same object for the same expression as long as that is in use. */
    public static Program of(Expr expr) {
        return Objects.requireNonNull(expr).program();
    }

    /**
     * Returns for every instruction the index of the last one that reads its value; for one that no other reads, its
     * own index. The result, the last instruction, is live beyond the end.
     */
    public int[] lastUse() {
        int[] last = new int[instructions.size()];
        for (int i = 0; i < last.length; i++) {
            last[i] = i;
            for (int operand : operands(instructions.get(i))) {
                last[operand] = i;
            }
        }
        return last;
    }

    /** Returns the largest number of values that are live at once, constants included. */
    public int maxLive() {
        int[] last = lastUse();
        int[] change = new int[last.length + 1];
        for (int i = 0; i < last.length; i++) {
            change[i]++;
            change[Math.max(last[i], i + 1)]--;
        }
        int live = 0;
        int most = 0;
        for (int delta : change) {
            live += delta;
            most = Math.max(most, live);
        }
        return most;
    }

    /** Returns the operands of an instruction, in order. */
    static int[] operands(Instruction instruction) {
        return switch (instruction) {
            case Instruction.Load _ -> new int[0];
            case Instruction.Const _ -> new int[0];
            case Instruction.Apply1(_, int x) -> new int[] {x};
            case Instruction.Apply2(_, int x, int y) -> new int[] {x, y};
            case Instruction.Choose(int condition, int x, int y) -> new int[] {condition, x, y};
        };
    }

    private static void check(int index, int inputs, Instruction instruction) {
        if (instruction instanceof Instruction.Load(int input) && (input < 0 || input >= inputs)) {
            throw new IllegalArgumentException("program: instruction %d loads input %d of %d"
                    .formatted(index, input, inputs));
        }
        for (int operand : operands(instruction)) {
            if (operand < 0 || operand >= index) {
                throw new IllegalArgumentException(
                        "program: instruction %d reads value %d, which does not come earlier: %s"
                                .formatted(index, operand, instruction));
            }
        }
    }

    /**
     * Returns the code as a readable formula: {@code max(x0, 0) * x1}. Shared values get names:
     * {@code t0 = exp(x0); t0 / (t0 + 1)}.
     */
    @Override
    public String toString() {
        return Printer.print(this);
    }
}
