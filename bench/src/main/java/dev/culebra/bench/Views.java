package dev.culebra.bench;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.culebra.engine.DType;
import dev.culebra.engine.Layout;
import dev.culebra.engine.Shape;
import dev.culebra.engine.View;
import dev.culebra.engine.backend.Backend;
import dev.culebra.engine.cpu.CpuBackend;
import dev.culebra.engine.cpu.CpuThreads;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.SplittableRandom;

/** Memory of a processor's backend for benchmarks of single verbs, which then allocate nothing themselves. */
record Views(Backend backend, SplittableRandom random) {
    /** On so many threads, the caller included. */
    static Views ofThreads(int threads) {
        return new Views(CpuBackend.best(new CpuThreads(threads)), new SplittableRandom(6));
    }

    /** The shape that text such as {@code 1024x1000} names. */
    static Shape shape(String text) {
        String[] sizes = text.split("x");
        long[] axes = new long[sizes.length];
        for (int axis = 0; axis < axes.length; axis++) {
            axes[axis] = Long.parseLong(sizes[axis]);
        }
        return Shape.of(axes);
    }

    /** Undefined content. */
    View empty(DType dtype, Shape shape) {
        return new View(backend.allocate(shape.elements() * dtype.bytes()), Layout.contiguous(shape), dtype);
    }

    /** Numbers from −3 to 3. */
    View floats(Shape shape) {
        View view = empty(DType.F32, shape);
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment values = arena.allocate(JAVA_FLOAT, shape.elements());
            for (long i = 0; i < shape.elements(); i++) {
                values.setAtIndex(JAVA_FLOAT, i, (float) random.nextDouble(-3, 3));
            }
            backend.upload(values, view.storage(), 0);
        }
        return view;
    }

    /** Numbers from 0 to {@code bound}, exclusive. */
    View indices(Shape shape, long bound) {
        View view = empty(DType.I64, shape);
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment values = arena.allocate(JAVA_LONG, shape.elements());
            for (long i = 0; i < shape.elements(); i++) {
                values.setAtIndex(JAVA_LONG, i, random.nextLong(bound));
            }
            backend.upload(values, view.storage(), 0);
        }
        return view;
    }
}
