package dev.culebra.engine.cpu;

import dev.culebra.engine.DType;
import dev.culebra.engine.View;
import dev.culebra.engine.cpu.move.Integers;
import dev.culebra.engine.cpu.move.Reals;
import dev.culebra.engine.expr.Expr;
import dev.culebra.engine.expr.Instruction;
import dev.culebra.engine.expr.Program;
import java.lang.foreign.MemorySegment;
import java.util.List;

/** Elementwise functions in double, instruction by instruction over short strips. */
final class SimpleMap {
    private static final int STRIP = 256;

    private SimpleMap() {}

    static void map(Expr f, View[] inputs, View output) {
        if (output.shape().elements() == 0) {
            return;
        }
        dev.culebra.engine.Layout[] layouts = new dev.culebra.engine.Layout[inputs.length + 1];
        layouts[0] = output.layout();
        for (int i = 0; i < inputs.length; i++) {
            layouts[i + 1] = inputs[i].layout();
        }
        Nest nest = Nest.of(layouts);
        List<Instruction> code = Program.of(f).instructions();
        if (java.util.stream.Stream.concat(java.util.Arrays.stream(inputs), java.util.stream.Stream.of(output))
                .noneMatch(
                        view -> view.dtype().isFloating())) {
            SimpleIntegerMap.map(code, inputs, output, nest);
            return;
        }
        double[][] values = new double[code.size()][STRIP];
        Nest.Cursor at = nest.cursor(1);
        for (long row = 0; row < nest.positions(1); row++, at.next()) {
            for (long done = 0; done < nest.innerSize(); done += STRIP) {
                int count = (int) Math.min(STRIP, nest.innerSize() - done);
                for (int i = 0; i < code.size(); i++) {
                    compute(code.get(i), values, values[i], count, inputs, nest, at, done);
                }
                store(values[code.size() - 1], count, output, at.position(0) + done * nest.innerStride(0), nest
                        .innerStride(0));
            }
        }
    }

    private static void compute(Instruction instruction, double[][] values, double[] to, int count, View[] inputs,
            Nest nest, Nest.Cursor at, long done) {
        switch (instruction) {
            case Instruction.Load(int input) -> {
                long stride = nest.innerStride(input + 1);
                load(inputs[input], at.position(input + 1) + done * stride, stride, to, count);
            }
            case Instruction.Const(double value) -> java.util.Arrays.fill(to, value);
            case Instruction.Apply1(var op, int x) -> {
                for (int i = 0; i < count; i++) {
                    to[i] = op.applyAsDouble(values[x][i]);
                }
            }
            case Instruction.Apply2(var op, int x, int y) -> {
                for (int i = 0; i < count; i++) {
                    to[i] = op.applyAsDouble(values[x][i], values[y][i]);
                }
            }
            case Instruction.Choose(int condition, int x, int y) -> {
                for (int i = 0; i < count; i++) {
                    to[i] = values[condition][i] != 0 ? values[x][i] : values[y][i];
                }
            }
        }
    }

    private static void load(View view, long at, long stride, double[] to, int count) {
        MemorySegment from = HostStorage.segment(view);
        if (view.dtype().isFloating()) {
            Reals.load(view.dtype(), from, at, stride, to, count);
            return;
        }
        long[] strip = new long[count];
        Integers.load(view.dtype(), from, at, stride, strip, count);
        for (int i = 0; i < count; i++) {
            to[i] = strip[i];
        }
    }

    private static void store(double[] values, int count, View output, long at, long stride) {
        DType dtype = output.dtype();
        Reals.store(values, count, dtype, HostStorage.segment(output), at, stride);
    }
}
