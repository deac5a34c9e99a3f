package dev.culebra.engine.contract;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.culebra.engine.DType;
import dev.culebra.engine.Shape;
import dev.culebra.engine.Update;
import dev.culebra.engine.Update.Assignment;
import dev.culebra.engine.View;
import dev.culebra.engine.backend.Backend;
import dev.culebra.engine.expr.Expr;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Updates of many groups of tensors at once. */
@ForEveryBackend
record UpdateContractTest(Backend backend) {
    private static final Expr PARAMETER = Expr.input(0);
    private static final Expr GRADIENT = Expr.input(1);
    /** v ← μ·v + g, p ← p − rate·v. */
    private static final Update MOMENTUM = new Update(3, 2, List.of(
            new Assignment(2, Expr.input(2).mul(Expr.input(4)).add(GRADIENT)),
            new Assignment(0, PARAMETER.sub(Expr.input(2).mul(Expr.input(3))))));
    /** m ← m + (g − m)·a, v ← b·v + (1 − b)·g², p ← p − rate·m/(√v + 10⁻⁸); tensor 4 and scalar 3 are left alone. */
    private static final Update ADAM = new Update(5, 4, List.of(
            new Assignment(2, Expr.input(2).add(GRADIENT.sub(Expr.input(2)).mul(Expr.input(6)))),
            new Assignment(3, Expr.input(3).mul(Expr.input(7)).add(GRADIENT.square().mul(Expr.constant(1).sub(Expr
                    .input(7))))),
            new Assignment(0, PARAMETER.sub(Expr.input(2).div(Expr.input(3).sqrt().add(1e-8)).mul(Expr.input(5))))));
    private static final Values SCALARS = (random, dtype) -> dtype == DType.F32
            ? (float) random.nextDouble(0.01, 0.99)
            : random.nextDouble(0.01, 0.99);
    /** Positive, as second moments are. */
    private static final Values POSITIVE = (random, dtype) -> dtype == DType.F32
            ? (float) random.nextDouble(0.01, 4)
            : random.nextDouble(0.01, 4);

    /** A group on both sides: tensors and, last, scalars. */
    private static Twin[] group(Lab lab, Update update, Shape shape, DType dtype, LayoutKind kind, Values values,
            Values scalars) {
        Twin[] group = new Twin[update.tensors() + 1];
        for (int i = 0; i < update.tensors(); i++) {
            group[i] = lab.view(shape, dtype, i % 2 == 0 ? kind : LayoutKind.CONTIGUOUS, values);
        }
        group[update.tensors()] = lab.view(Shape.of(update.scalars()), dtype, LayoutKind.UNALIGNED, scalars);
        return group;
    }

    private static List<View[]> views(Lab.Side side, List<Twin[]> groups) {
        return groups.stream().map(side::views).toList();
    }

    private static Twin[] written(Update update, List<Twin[]> groups) {
        return groups.stream().flatMap(group -> Stream.iterate(0, i -> i < update.tensors(), i -> i + 1)
                .filter(update::writes).map(i -> group[i])).toArray(Twin[]::new);
    }

    /** Sums and products of small whole numbers, which are exact in every order. */
    @ParameterizedTest
    @EnumSource(names = {"F32", "F64"})
    void everyShapeInOneUpdate(DType dtype) {
        for (LayoutKind kind : LayoutKind.FOR_OUTPUT) {
            try (Lab lab = new Lab(backend, 70)) {
                List<Twin[]> groups = new ArrayList<>();
                Sizes.SHAPES.forEach(shape -> groups.add(group(lab, MOMENTUM, shape, dtype, kind, Values.WHOLE,
                        Values.WHOLE)));
                Sizes.LENGTHS.forEach(length -> groups.add(group(lab, MOMENTUM, Shape.of(length), dtype, kind,
                        Values.WHOLE, Values.WHOLE)));
                lab.run(side -> side.backend().update(MOMENTUM, views(side, groups)));
                lab.check("update of " + kind, Tolerance.EXACT, written(MOMENTUM, groups));
            }
        }
    }

    @Test
    void groupsMayDifferInDTypeAndLayout() {
        try (Lab lab = new Lab(backend, 71)) {
            List<Twin[]> groups = new ArrayList<>();
            for (LayoutKind kind : LayoutKind.FOR_OUTPUT) {
                groups.add(group(lab, MOMENTUM, Shape.of(9, 65), DType.F32, kind, Values.WHOLE, Values.WHOLE));
                groups.add(group(lab, MOMENTUM, Shape.of(4, 33, 2), DType.F64, kind, Values.WHOLE, Values.WHOLE));
            }
            lab.run(side -> side.backend().update(MOMENTUM, views(side, groups)));
            lab.check("update", Tolerance.EXACT, written(MOMENTUM, groups));
        }
    }

    @Test
    void manyGroups() {
        try (Lab lab = new Lab(backend, 72)) {
            List<Twin[]> groups = new ArrayList<>();
            for (int i = 0; i < 150; i++) {
                groups.add(group(lab, MOMENTUM, Shape.of(lab.random().nextInt(1, 40)), DType.F32,
                        LayoutKind.CONTIGUOUS, Values.WHOLE, Values.WHOLE));
            }
            lab.run(side -> side.backend().update(MOMENTUM, views(side, groups)));
            lab.check("update", Tolerance.EXACT, written(MOMENTUM, groups));
        }
    }

    /** More than a block of a card, a strip and a task of the CPU. */
    @Test
    void manyElements() {
        try (Lab lab = new Lab(backend, 73)) {
            List<Twin[]> groups = new ArrayList<>();
            for (long length : new long[] {4095, 4096, 4097, 40_003}) {
                groups.add(group(lab, MOMENTUM, Shape.of(length), DType.F32, LayoutKind.CONTIGUOUS, Values.WHOLE,
                        Values.WHOLE));
            }
            lab.run(side -> side.backend().update(MOMENTUM, views(side, groups)));
            lab.check("update", Tolerance.EXACT, written(MOMENTUM, groups));
        }
    }

    /** Each assignment is rounded to the dtype, as if it had been a {@code map}. */
    @ParameterizedTest
    @EnumSource(names = {"F32", "F64"})
    void hasTheBitsOfOneMapAfterTheOther(DType dtype) {
        for (long length : new long[] {1, 3, 64, 5001}) {
            try (Lab lab = new Lab(backend, 74); Lab again = new Lab(backend, 74)) {
                View[] fused = actual(group(lab, ADAM, Shape.of(length), dtype, LayoutKind.CONTIGUOUS, POSITIVE,
                        SCALARS));
                View[] maps = actual(group(again, ADAM, Shape.of(length), dtype, LayoutKind.CONTIGUOUS, POSITIVE,
                        SCALARS));
                backend.update(ADAM, List.<View[]>of(fused));
                oneByOne(maps);
                for (int i = 0; i < maps.length; i++) {
                    assertArrayEquals(bytes(maps[i]), bytes(fused[i]), "tensor %d of %d elements".formatted(i, length));
                }
            }
        }
    }

    private static View[] actual(Twin... twins) {
        return Stream.of(twins).map(Twin::actual).toArray(View[]::new);
    }

    private byte[] bytes(View view) {
        byte[] bytes = new byte[Math.toIntExact(view.storage().bytes())];
        backend.download(view.storage(), 0, MemorySegment.ofArray(bytes));
        return bytes;
    }

    private void oneByOne(View... group) {
        View[] inputs = new View[ADAM.tensors() + ADAM.scalars()];
        System.arraycopy(group, 0, inputs, 0, ADAM.tensors());
        for (int i = 0; i < ADAM.scalars(); i++) {
            View scalars = group[ADAM.tensors()];
            inputs[ADAM.tensors() + i] = scalars.with(scalars.layout().select(0, i).broadcastTo("test", group[0]
                    .shape()));
        }
        ADAM.assignments().forEach(each -> backend.map(each.value(), inputs, inputs[each.target()]));
    }
}
