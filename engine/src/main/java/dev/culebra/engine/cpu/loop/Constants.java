package dev.culebra.engine.cpu.loop;

import dev.culebra.engine.expr.Expr;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.List;

/** The constants of the function that a thread is about to compute, in memory of its own, where loops find them as inputs. */
final class Constants {
    private static final ThreadLocal<Constants> CURRENT = ThreadLocal.withInitial(Constants::new);

    private final MemorySegment memory = Arena.ofAuto().allocate((long) Expr.MAX_INPUTS * Long.BYTES, Long.BYTES);
    private int count;

    private Constants() {}

    /** Writes the constants of a function in the type of its arithmetic. */
    static Constants ofThread(List<Double> values, Arithmetic arithmetic) {
        Constants constants = CURRENT.get();
        constants.count = values.size();
        for (int i = 0; i < values.size(); i++) {
            double value = values.get(i);
            switch (arithmetic) {
                case F32 -> constants.memory.set(ValueLayout.JAVA_FLOAT, offset(i), (float) value);
                case F64 -> constants.memory.set(ValueLayout.JAVA_DOUBLE, offset(i), value);
                case I64 -> constants.memory.set(ValueLayout.JAVA_LONG, offset(i), (long) value);
            }
        }
        return constants;
    }

    /** Bytes from the start of the memory to a constant. */
    static long offset(int constant) {
        return (long) constant * Long.BYTES;
    }

    /** The inputs, and the memory of the constants once for each of them. */
    MemorySegment[] after(MemorySegment[] inputs) {
        if (count == 0) {
            return inputs;
        }
        MemorySegment[] all = Arrays.copyOf(inputs, inputs.length + count);
        Arrays.fill(all, inputs.length, all.length, memory);
        return all;
    }
}
