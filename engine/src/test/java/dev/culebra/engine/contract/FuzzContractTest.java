package dev.culebra.engine.contract;

import dev.culebra.engine.DType;
import dev.culebra.engine.Epilogue;
import dev.culebra.engine.Layout;
import dev.culebra.engine.Reduction;
import dev.culebra.engine.Shape;
import dev.culebra.engine.View;
import dev.culebra.engine.backend.Backend;
import dev.culebra.engine.expr.Expr;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Random shapes, layouts, dtypes and functions for each verb, on small whole numbers, whose results are exact. A failure
 * names its seed; {@code -Dculebra.fuzz.seed=N} begins with another seed, {@code -Dculebra.fuzz.rounds=N} goes on for longer.
 */
@ForEveryBackend
record FuzzContractTest(Backend backend) {
    private static final long SEED = Long.getLong("culebra.fuzz.seed", 20_260_101);
    private static final int ROUNDS = Integer.getInteger("culebra.fuzz.rounds", 250);
    private static final Tolerance EXACT = new Tolerance.AnyZero(Tolerance.EXACT);
    private static final List<DType> SUMMABLE = List.of(DType.F32, DType.F64, DType.I32, DType.I64);

    enum Verb {
        MAP, REDUCE, MATMUL, COPY, GATHER, SCATTER_ADD
    }

    @ParameterizedTest
    @EnumSource
    void agreesWithTheReference(Verb verb) {
        for (int round = 0; round < ROUNDS; round++) {
            try (Lab lab = new Lab(backend, SEED + round)) {
                switch (verb) {
                    case MAP -> map(lab);
                    case REDUCE -> reduce(lab);
                    case MATMUL -> matmul(lab);
                    case COPY -> copy(lab);
                    case GATHER -> gather(lab);
                    case SCATTER_ADD -> scatterAdd(lab);
                }
            }
        }
    }

    private static void map(Lab lab) {
        SplittableRandom random = lab.random();
        Shape shape = shape(random, 4, 3000);
        DType dtype = any(random, DType.values());
        List<Twin> inputs = new ArrayList<>();
        for (int i = random.nextInt(4); i >= 0; i--) {
            inputs.add(lab.view(input(random, shape), random.nextInt(5) == 0 ? DType.BOOL : dtype, Values.WHOLE));
        }
        Expr f = RandomExpr.of(random, inputs.size(), random.nextInt(12));
        Twin out = lab.view(output(random, shape), random.nextInt(5) == 0 ? DType.BOOL : dtype, Values.WHOLE);
        lab.run(side -> side.backend().map(f, side.views(inputs).toArray(View[]::new), side.view(out)));
        lab.check("map " + f, EXACT, out);
    }

    private static void reduce(Lab lab) {
        SplittableRandom random = lab.random();
        Reduction reduction = any(random, Reduction.values());
        Shape shape = shape(random, 4, 4000);
        boolean[] axes = new boolean[shape.rank()];
        for (int axis = 0; axis < axes.length; axis++) {
            axes[axis] = !reduction.yieldsIndex() && random.nextBoolean();
        }
        if (reduction.yieldsIndex() && axes.length == 0 || !reduction.hasIdentity() && shape.elements() == 0) {
            return;
        }
        if (reduction.yieldsIndex()) {
            axes[random.nextInt(axes.length)] = true;
        }
        Shape kept = shape;
        for (int axis = 0; axis < axes.length; axis++) {
            kept = axes[axis] ? kept.with(axis, 1) : kept;
        }
        DType dtype = any(random, DType.values());
        boolean wide = reduction.yieldsIndex() || reduction == Reduction.SUM && !dtype.isFloating();
        Twin x = lab.view(input(random, shape), dtype, Values.WHOLE);
        Twin y = lab.view(output(random, kept), wide ? DType.I64 : dtype, Values.WHOLE);
        lab.run(side -> side.backend().reduce(reduction, side.view(x), axes, side.view(y)));
        lab.check("reduce " + reduction + " over " + Arrays.toString(axes), EXACT, y);
    }

    private static void matmul(Lab lab) {
        SplittableRandom random = lab.random();
        DType dtype = random.nextBoolean() ? DType.F32 : DType.F64;
        int limit = random.nextInt(4) == 0 ? 70 : 20;
        long m = random.nextInt(limit);
        long k = random.nextInt(limit);
        long n = random.nextInt(limit);
        Shape batch = limit > 20 ? Shape.scalar() : shape(random, 2, 6);
        Twin a = lab.view(input(random, matrices(batch, m, k)), dtype, Values.WHOLE);
        Twin b = lab.view(input(random, matrices(batch, k, n)), dtype, Values.WHOLE);
        List<Twin> operands = new ArrayList<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            operands.add(lab.view(input(random, matrices(batch, m, n)), dtype, Values.WHOLE));
        }
        Expr f = random.nextInt(3) == 0 ? Expr.input(0) : RandomExpr.of(random, 1 + operands.size(), random.nextInt(4));
        Twin c = lab.view(output(random, matrices(batch, m, n)), dtype, Values.WHOLE);
        lab.run(side -> side.backend().matmul(side.view(a), side.view(b), side.view(c), new Epilogue(f, side.views(
                operands))));
        lab.check("matmul with " + f, EXACT, c);
    }

    private static void copy(Lab lab) {
        SplittableRandom random = lab.random();
        Shape shape = shape(random, 4, 5000);
        DType dtype = any(random, DType.values());
        Twin x = lab.view(input(random, shape), dtype, Values.WHOLE);
        Twin y = lab.view(output(random, shape), random.nextBoolean() ? dtype : any(random, DType.values()),
                Values.WHOLE);
        lab.run(side -> side.backend().copy(side.view(x), side.view(y)));
        lab.check("copy", EXACT, y);
    }

    private static void gather(Lab lab) {
        SplittableRandom random = lab.random();
        Shape table = nonEmpty(random);
        int axis = random.nextInt(table.rank());
        Shape shape = table.with(axis, random.nextInt(9));
        DType dtype = any(random, DType.values());
        Twin source = lab.view(input(random, table), dtype, Values.WHOLE);
        Twin index = lab.view(input(random, shape), DType.I64, (numbers, _) -> numbers.nextLong(table.size(axis)));
        Twin out = lab.view(output(random, shape), dtype, Values.WHOLE);
        lab.run(side -> side.backend().gather(side.view(source), side.view(index), axis, side.view(out)));
        lab.check("gather along axis " + axis, EXACT, out);
    }

    private static void scatterAdd(Lab lab) {
        SplittableRandom random = lab.random();
        Shape table = nonEmpty(random);
        int axis = random.nextInt(table.rank());
        Shape shape = table.with(axis, random.nextInt(9));
        DType dtype = SUMMABLE.get(random.nextInt(SUMMABLE.size()));
        Twin source = lab.view(input(random, shape), dtype, Values.WHOLE);
        Twin index = lab.view(input(random, shape), DType.I64, (numbers, _) -> numbers.nextLong(table.size(axis)));
        Twin out = lab.view(output(random, table), dtype, Values.WHOLE);
        lab.run(side -> side.backend().scatterAdd(side.view(source), side.view(index), axis, side.view(out)));
        lab.check("scatterAdd along axis " + axis, EXACT, out);
    }

    private static Shape nonEmpty(SplittableRandom random) {
        Shape shape = shape(random, 4, 2000);
        return shape.rank() == 0 || shape.elements() == 0 ? Shape.of(3, 4) : shape;
    }

    /** Of rank 0 to {@code rank}, with at most {@code most} elements, seldom none. */
    private static Shape shape(SplittableRandom random, int rank, int most) {
        long[] sizes = new long[random.nextInt(rank + 1)];
        long left = most;
        for (int axis = 0; axis < sizes.length; axis++) {
            sizes[axis] =
                    random.nextInt(25) == 0 ? 0 : 1 + random.nextLong(Math.min(left, random.nextBoolean() ? 5 : 70));
            left /= Math.max(1, sizes[axis]);
        }
        return Shape.of(sizes);
    }

    private static Shape matrices(Shape batch, long rows, long columns) {
        long[] sizes = Arrays.copyOf(batch.toArray(), batch.rank() + 2);
        sizes[batch.rank()] = rows;
        sizes[batch.rank() + 1] = columns;
        return Shape.of(sizes);
    }

    /** Any layout whose elements have a place each. */
    private static Layout output(SplittableRandom random, Shape shape) {
        return layout(random, shape, new boolean[shape.rank()]);
    }

    /** Any layout, now and then with repeated axes. */
    private static Layout input(SplittableRandom random, Shape shape) {
        boolean[] repeated = new boolean[shape.rank()];
        for (int axis = 0; axis < repeated.length; axis++) {
            repeated[axis] = random.nextInt(4) == 0;
        }
        return layout(random, shape, repeated);
    }

    /** Axes stored in any order, each a part of something larger or taken in steps. */
    private static Layout layout(SplittableRandom random, Shape shape, boolean[] repeated) {
        Integer[] order = new Integer[shape.rank()];
        Arrays.setAll(order, i -> i);
        boolean shuffled = random.nextBoolean();
        for (int i = order.length - 1; shuffled && i > 0; i--) {
            int j = random.nextInt(i + 1);
            Integer swapped = order[i];
            order[i] = order[j];
            order[j] = swapped;
        }
        long[] strides = new long[shape.rank()];
        long stride = random.nextInt(5) == 0 ? 2 : 1;
        for (int i = order.length - 1; i >= 0; i--) {
            int axis = order[i];
            if (repeated[axis]) {
                continue;
            }
            strides[axis] = stride;
            stride *= shape.size(axis) + (random.nextInt(4) == 0 ? random.nextInt(3) : 0);
        }
        return Layout.of(shape, strides, random.nextInt(3) == 0 ? random.nextInt(9) : 0);
    }

    private static <T> T any(SplittableRandom random, T[] values) {
        return values[random.nextInt(values.length)];
    }
}
