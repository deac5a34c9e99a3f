package dev.culebra.engine.cpu.loop;

import dev.culebra.engine.expr.Instruction;
import dev.culebra.engine.expr.Program;
import java.util.TreeSet;

/** Writes the loads and stores of a loop. */
interface Operands {
    /** Puts what the loop needs of each input that it loads into local variables. */
    void prologue();

    /** Turns the element on the stack, of the arithmetic's type, into a value. */
    void broadcast();

    /** Pushes the value of an input at the index. */
    void load(int input);

    /** Stores at the index what {@code result} pushes: a value, or for a BOOL output a mask. */
    void store(Runnable result);

    /** The inputs that an expression loads. */
    static Iterable<Integer> loaded(LoopSpec spec) {
        var inputs = new TreeSet<Integer>();
        for (Instruction instruction : Program.of(spec.expr()).instructions()) {
            if (instruction instanceof Instruction.Load(int input)) {
                inputs.add(input);
            }
        }
        return inputs;
    }
}
