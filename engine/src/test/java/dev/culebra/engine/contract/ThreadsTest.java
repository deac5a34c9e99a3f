package dev.culebra.engine.contract;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.culebra.engine.DType;
import dev.culebra.engine.Distribution;
import dev.culebra.engine.Epilogue;
import dev.culebra.engine.Layout;
import dev.culebra.engine.Reduction;
import dev.culebra.engine.Shape;
import dev.culebra.engine.Storage;
import dev.culebra.engine.View;
import dev.culebra.engine.Window;
import dev.culebra.engine.backend.Backend;
import dev.culebra.engine.cpu.CpuBackend;
import dev.culebra.engine.cpu.CpuThreads;
import dev.culebra.engine.expr.Expr;
import dev.culebra.engine.expr.UnaryOp;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** However many threads compute, and whatever compiled the code: the same bits. Sizes are large enough to be split. */
class ThreadsTest {
    private static final int[] THREADS = {1, 2, 3};

    static Stream<Named<Function<CpuThreads, CpuBackend>>> kernels() {
        return Stream.of(Named.of("plain loops", CpuBackend::scalar), Named.of("best", CpuBackend::best));
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void functions(Function<CpuThreads, CpuBackend> kernels) {
        Expr x = Expr.input(0);
        assertSameBits(kernels, bench -> {
            View a = bench.uniform(DType.F32, 300, 1000);
            View b = bench.uniform(DType.F32, 1, 1000);
            View out = bench.empty(DType.F32, 300, 1000);
            bench.backend().map(x.tanh().mul(Expr.input(1)).add(x.exp()),
                    new View[] {a, b.with(b.layout().broadcastTo("map",
                            a.shape()))},
                    out);
            View across = bench.empty(DType.F32, 300, 1000);
            bench.backend().map(x.sigmoid(), new View[] {a},
                    across.with(Layout.contiguous(Shape.of(1000, 300)).permute(1,
                            0)));
            return List.of(out, across);
        });
    }

    /** A new backend's loops are interpreted at first and compiled after some hundred calls. */
    @ParameterizedTest
    @MethodSource("kernels")
    void interpretedAndCompiledFunctions(Function<CpuThreads, CpuBackend> kernels) {
        try (CpuThreads pool = new CpuThreads(1)) {
            Bench bench = new Bench(kernels.apply(pool), new ArrayList<>());
            for (DType dtype : List.of(DType.F32, DType.F64)) {
                View in = bench.uniform(dtype, 301);
                View out = bench.empty(dtype, 301);
                for (UnaryOp op : UnaryOp.values()) {
                    Expr f = op.of(Expr.input(0).mul(3.0));
                    bench.backend().map(f, new View[] {in}, out);
                    byte[] first = bytes(out);
                    for (int call = 0; call < 400; call++) {
                        bench.backend().map(f, new View[] {in}, out);
                    }
                    assertArrayEquals(first, bytes(out), dtype + " " + op);
                }
            }
            bench.storages().forEach(Storage::release);
        }
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void reductions(Function<CpuThreads, CpuBackend> kernels) {
        assertSameBits(kernels, bench -> {
            List<View> results = new ArrayList<>();
            for (DType dtype : List.of(DType.F32, DType.F64)) {
                for (Shape shape : List.of(Shape.of(200_000, 1), Shape.of(3, 50_001), Shape.of(50_001, 3),
                        Shape.of(300, 400))) {
                    View in = bench.uniform(dtype, shape.toArray());
                    for (boolean[] axes : new boolean[][] {{true, true}, {true, false}, {false, true}}) {
                        View out = bench.empty(dtype, axes[0] ? 1 : shape.size(0), axes[1] ? 1 : shape.size(1));
                        bench.backend().reduce(Reduction.SUM, in, axes, out);
                        results.add(out);
                    }
                }
            }
            return results;
        });
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void products(Function<CpuThreads, CpuBackend> kernels) {
        assertSameBits(kernels, bench -> {
            List<View> results = new ArrayList<>();
            for (long[] size : new long[][] {{200, 300, 250}, {5, 4000, 7}, {1, 500, 600}, {700, 3, 500}}) {
                for (DType dtype : List.of(DType.F32, DType.F64)) {
                    View a = bench.uniform(dtype, size[0], size[1]);
                    View b = bench.uniform(dtype, size[1], size[2]);
                    View out = bench.empty(dtype, size[0], size[2]);
                    bench.backend().matmul(a, b, out, new Epilogue(Expr.input(0).tanh(), List.of()));
                    results.add(out);
                }
            }
            View a = bench.uniform(DType.F32, 40, 30, 50);
            View b = bench.uniform(DType.F32, 40, 50, 20);
            View out = bench.empty(DType.F32, 40, 30, 20);
            bench.backend().matmul(a, b, out, Epilogue.NONE);
            results.add(out);
            return results;
        });
    }

    /** Of first layers and later ones, and one that no loop of its own serves, for its groups. */
    @ParameterizedTest
    @MethodSource("kernels")
    void convolutions(Function<CpuThreads, CpuBackend> kernels) {
        assertSameBits(kernels, bench -> {
            List<View> results = new ArrayList<>();
            Window window = Window.of(3).padding(1);
            for (long[] channels : new long[][] {{1, 10, 1}, {7, 12, 7}, {8, 12, 4}}) {
                View in = bench.uniform(DType.F32, 21, channels[0], 13, 15);
                View weight = bench.uniform(DType.F32, channels[1], channels[2], 3, 3);
                View out = bench.empty(DType.F32, 21, channels[1], 13, 15);
                bench.backend().convolve(in, weight, window, out, new Epilogue(Expr.input(0).tanh(), List.of()));
                View inGradient = bench.empty(DType.F32, in.shape().toArray());
                bench.backend().convolveInputGradient(out, weight, window, inGradient);
                View weightGradient = bench.empty(DType.F32, weight.shape().toArray());
                bench.backend().convolveWeightGradient(in, out, window, weightGradient);
                results.addAll(List.of(out, inGradient, weightGradient));
            }
            return results;
        });
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void pools(Function<CpuThreads, CpuBackend> kernels) {
        assertSameBits(kernels, bench -> {
            List<View> results = new ArrayList<>();
            View in = bench.uniform(DType.F32, 20, 8, 26, 26);
            for (int size : new int[] {2, 4}) {
                Window window = Window.of(size).stride(2);
                long places = (26 - size) / 2 + 1;
                View largest = bench.empty(DType.F32, 20, 8, places, places);
                bench.backend().pool(Reduction.MAX, in, window, largest);
                View sums = bench.empty(DType.F32, largest.shape().toArray());
                bench.backend().pool(Reduction.SUM, in, window, sums);
                View gradient = bench.empty(DType.F32, in.shape().toArray());
                bench.backend().maxPoolGradient(in, largest, sums, window, gradient);
                results.addAll(List.of(largest, sums, gradient));
            }
            return results;
        });
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void indexedSums(Function<CpuThreads, CpuBackend> kernels) {
        assertSameBits(kernels, bench -> {
            View source = bench.uniform(DType.F32, 20_000, 33);
            View numbers = bench.uniform(DType.F32, 20_000, 1);
            View index = bench.empty(DType.I64, 20_000, 1);
            View scaled = bench.empty(DType.F32, 20_000, 1);
            bench.backend().map(Expr.input(0).mul(100.0), new View[] {numbers}, scaled);
            bench.backend().copy(scaled, index);
            View sum = bench.uniform(DType.F32, 100, 33);
            bench.backend().scatterAdd(source, index.with(index.layout().broadcastTo("index", source.shape())), 0, sum);
            View rows = bench.empty(DType.F32, 20_000, 33);
            bench.backend().gather(sum, index.with(index.layout().broadcastTo("index", source.shape())), 0, rows);
            return List.of(sum, rows);
        });
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void randomNumbersAndRows(Function<CpuThreads, CpuBackend> kernels) {
        assertSameBits(kernels, bench -> {
            View normal = bench.empty(DType.F32, 300, 700);
            bench.backend().random(new Distribution.Normal(0, 1), 5, 3, normal);
            View softmax = bench.empty(DType.F32, 300, 700);
            bench.backend().softmax(normal, 1, softmax);
            View columns = bench.empty(DType.F32, 300, 700);
            bench.backend().logSoftmax(normal, 0, columns);
            return List.of(normal, softmax, columns);
        });
    }

    /** One backend, and its threads, shared by callers who know nothing of each other. */
    @ParameterizedTest
    @MethodSource("kernels")
    void severalCallersAtOnce(Function<CpuThreads, CpuBackend> kernels) throws Exception {
        try (CpuThreads pool = new CpuThreads(2); ExecutorService callers = Executors.newFixedThreadPool(3)) {
            Backend backend = kernels.apply(pool);
            List<byte[]> expected = mixture(new Bench(backend, new ArrayList<>()));
            List<Future<List<byte[]>>> results = new ArrayList<>();
            for (int caller = 0; caller < 12; caller++) {
                results.add(callers.submit(() -> mixture(new Bench(backend, new ArrayList<>()))));
            }
            for (Future<List<byte[]>> result : results) {
                for (int i = 0; i < expected.size(); i++) {
                    assertArrayEquals(expected.get(i), result.get().get(i), "result " + i);
                }
            }
            assertEquals(0, backend.memory().usedBytes());
            backend.trim();
        }
    }

    private static List<byte[]> mixture(Bench bench) {
        View a = bench.uniform(DType.F32, 150, 200);
        View b = bench.uniform(DType.F32, 200, 170);
        View product = bench.empty(DType.F32, 150, 170);
        bench.backend().matmul(a, b, product, new Epilogue(Expr.input(0).sigmoid(), List.of()));
        View sums = bench.empty(DType.F32, 1, 170);
        bench.backend().reduce(Reduction.SUM, product, new boolean[] {true, false}, sums);
        View softmax = bench.empty(DType.F32, 150, 170);
        bench.backend().softmax(product, 1, softmax);
        View turned = bench.empty(DType.F32, 170, 150);
        bench.backend().copy(softmax.with(softmax.layout().permute(1, 0)), turned);
        List<byte[]> results = Stream.of(product, sums, softmax, turned).map(ThreadsTest::bytes).toList();
        bench.storages().forEach(Storage::release);
        return results;
    }

    /** Makes views on one backend. */
    private record Bench(Backend backend, List<Storage> storages) {
        View empty(DType dtype, long... sizes) {
            Shape shape = Shape.of(sizes);
            Storage storage = backend.allocate(shape.elements() * dtype.bytes());
            storages.add(storage);
            return new View(storage, Layout.contiguous(shape), dtype);
        }

        View uniform(DType dtype, long... sizes) {
            View view = empty(dtype, sizes);
            backend.random(new Distribution.Uniform(0, 1), 8, 0, view);
            return view;
        }
    }

    private static void assertSameBits(Function<CpuThreads, CpuBackend> kernels,
            Function<Bench, List<View>> computation) {
        List<byte[]> first = List.of();
        for (int threads : THREADS) {
            try (CpuThreads pool = new CpuThreads(threads)) {
                Bench bench = new Bench(kernels.apply(pool), new ArrayList<>());
                List<byte[]> results = computation.apply(bench).stream().map(ThreadsTest::bytes).toList();
                first = first.isEmpty() ? results : first;
                for (int i = 0; i < results.size(); i++) {
                    long difference =
                            MemorySegment.ofArray(first.get(i)).mismatch(MemorySegment.ofArray(results.get(i)));
                    assertEquals(-1, difference,
                            "result %d differs between 1 and %d threads, from this byte on".formatted(i,
                                    threads));
                }
                bench.storages().forEach(Storage::release);
                bench.backend().trim();
            }
        }
    }

    private static byte[] bytes(View view) {
        byte[] bytes = new byte[Math.toIntExact(view.storage().bytes())];
        view.storage().device().backend().download(view.storage(), 0, MemorySegment.ofArray(bytes));
        return bytes;
    }
}
