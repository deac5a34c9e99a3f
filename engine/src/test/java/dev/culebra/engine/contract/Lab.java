package dev.culebra.engine.contract;

import dev.culebra.engine.DType;
import dev.culebra.engine.Layout;
import dev.culebra.engine.Shape;
import dev.culebra.engine.Storage;
import dev.culebra.engine.View;
import dev.culebra.engine.backend.Backend;
import dev.culebra.engine.reference.Cells;
import dev.culebra.engine.reference.Indices;
import dev.culebra.engine.reference.ReferenceBackend;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Where a backend is held against the reference: makes views on both over equal bytes, runs a verb on both, compares all
 * that it wrote, and that it wrote nowhere else.
 *
 * <pre>{@code
 * try (Lab lab = new Lab(backend, 42)) {
 *     Twin x = lab.view(Shape.of(3, 5), DType.F32, LayoutKind.TRANSPOSED, Values.ANY);
 *     Twin y = lab.view(Shape.of(3, 5), DType.F32, LayoutKind.CONTIGUOUS, Values.ANY);
 *     lab.run(side -> side.backend().map(relu, side.views(x), side.view(y)));
 *     lab.check("relu", Tolerance.EXACT, y);
 * }
 * }</pre>
 */
final class Lab implements AutoCloseable {
    /** Elements after the last one that a layout reaches, which nobody may touch. */
    private static final int GUARD = 67;

    private final Backend backend;
    private final Backend reference = new ReferenceBackend();
    private final SplittableRandom random;
    private final long seed;
    private final List<Twin> twins = new ArrayList<>();

    Lab(Backend backend, long seed) {
        this.backend = backend;
        this.seed = seed;
        this.random = new SplittableRandom(seed);
    }

    /** One of the two backends, with its views. */
    record Side(Backend backend, boolean isReference) {
        View view(Twin twin) {
            return isReference ? twin.expected() : twin.actual();
        }

        View[] views(Twin... twins) {
            View[] views = new View[twins.length];
            for (int i = 0; i < views.length; i++) {
                views[i] = view(twins[i]);
            }
            return views;
        }

        List<View> views(List<Twin> twins) {
            return List.of(views(twins.toArray(Twin[]::new)));
        }
    }

    /** Something to do on both sides. */
    interface Step {
        void run(Side side);
    }

    SplittableRandom random() {
        return random;
    }

    /** A view whose storage is filled throughout. */
    Twin view(Shape shape, DType dtype, LayoutKind kind, Values values) {
        return view(kind.of(shape), dtype, values);
    }

    Twin view(Layout layout, DType dtype, Values values) {
        long elements = layout.extent() + GUARD;
        Shape all = Shape.of(elements);
        Cells cells = new Cells(MemorySegment.ofArray(new byte[Math.toIntExact(elements * dtype.bytes())]), Layout
                .contiguous(all), dtype);
        Indices.forEach(all, index -> cells.set(values.next(random, dtype), index));
        Twin twin = new Twin(new View(stored(reference, cells.memory()), layout, dtype), new View(stored(backend, cells
                .memory()), layout, dtype));
        twins.add(twin);
        return twin;
    }

    private static Storage stored(Backend backend, MemorySegment bytes) {
        Storage storage = backend.allocate(bytes.byteSize());
        backend.upload(bytes, storage, 0);
        return storage;
    }

    /** Runs a step on the reference, then on the backend under test. */
    void run(Step step) {
        step.run(new Side(reference, true));
        step.run(new Side(backend, false));
    }

    /** Fails unless the outputs are as the reference's, and everything else is untouched. */
    void check(String operation, Tolerance tolerance, Twin... outputs) {
        check(operation, List.of(outputs).stream().collect(Collectors.toMap(Function.identity(), _ -> tolerance)));
    }

    /** As {@link #check(String, Tolerance, Twin...)}, each output by a tolerance of its own. */
    void check(String operation, Map<Twin, Tolerance> outputs) {
        for (Twin twin : twins) {
            new Comparison(describe(operation), twin, bytes(reference, twin.expected()), bytes(backend, twin.actual()))
                    .check(outputs.containsKey(twin), outputs.getOrDefault(twin, Tolerance.EXACT));
        }
    }

    /** The reference's elements. */
    Cells expected(Twin twin) {
        return new Cells(bytes(reference, twin.expected()), twin.expected().layout(), twin.dtype());
    }

    /** The elements of the backend under test. */
    Cells actual(Twin twin) {
        return new Cells(bytes(backend, twin.actual()), twin.actual().layout(), twin.dtype());
    }

    private static MemorySegment bytes(Backend backend, View view) {
        MemorySegment bytes = MemorySegment.ofArray(new byte[Math.toIntExact(view.storage().bytes())]);
        backend.download(view.storage(), 0, bytes);
        return bytes;
    }

    /** The operation with all views that take part, for a message. */
    String describe(String operation) {
        return "%s on %s, seed %d, views %s".formatted(operation, backend.device(), seed, twins);
    }

    @Override
    public void close() {
        for (Twin twin : twins) {
            twin.expected().storage().release();
            twin.actual().storage().release();
        }
        twins.clear();
    }
}
