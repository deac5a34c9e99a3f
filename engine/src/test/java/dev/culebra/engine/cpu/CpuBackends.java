package dev.culebra.engine.cpu;

import dev.culebra.engine.DType;
import dev.culebra.engine.Layout;
import dev.culebra.engine.Shape;
import dev.culebra.engine.View;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** CPU backends of both kinds, and views on them. */
final class CpuBackends {
    private CpuBackends() {}

    /** Plain loops and the best kernels of this JVM, each on one thread. */
    static Stream<CpuBackend> all() {
        return kernels().map(kernels -> backend(kernels, 1));
    }

    /** For each kind of kernels, backends with 1, 2 and 3 threads. */
    static Stream<List<CpuBackend>> byThreads() {
        return kernels().map(kernels -> {
            List<CpuBackend> backends = new ArrayList<>();
            for (int threads = 1; threads <= 3; threads++) {
                backends.add(backend(kernels, threads));
            }
            return backends;
        });
    }

    private static Stream<CpuKernels> kernels() {
        return Stream.of(new ScalarKernels(), KernelChoice.best());
    }

    private static CpuBackend backend(CpuKernels kernels, int threads) {
        return new CpuBackend("cpu-test", kernels, new CpuThreads(threads));
    }

    /** New memory for a tensor without gaps. */
    static View empty(CpuBackend backend, DType dtype, Shape shape) {
        return new View(backend.allocate(shape.elements() * dtype.bytes()), Layout.contiguous(shape), dtype);
    }

    static View floats(CpuBackend backend, Shape shape, float... values) {
        View view = empty(backend, DType.F32, shape);
        backend.upload(MemorySegment.ofArray(values), view.storage(), 0);
        return view;
    }

    static View doubles(CpuBackend backend, Shape shape, double... values) {
        View view = empty(backend, DType.F64, shape);
        backend.upload(MemorySegment.ofArray(values), view.storage(), 0);
        return view;
    }

    static View longs(CpuBackend backend, Shape shape, long... values) {
        View view = empty(backend, DType.I64, shape);
        backend.upload(MemorySegment.ofArray(values), view.storage(), 0);
        return view;
    }

    static View ints(CpuBackend backend, Shape shape, int... values) {
        View view = empty(backend, DType.I32, shape);
        backend.upload(MemorySegment.ofArray(values), view.storage(), 0);
        return view;
    }

    static View bytes(CpuBackend backend, DType dtype, Shape shape, int... values) {
        View view = empty(backend, dtype, shape);
        for (int i = 0; i < values.length; i++) {
            HostStorage.segment(view).set(ValueLayout.JAVA_BYTE, i, (byte) values[i]);
        }
        return view;
    }

    /** The elements of a contiguous view, as their type says. */
    static double[] read(View view) {
        MemorySegment segment = HostStorage.segment(view);
        double[] values = new double[(int) view.shape().elements()];
        for (int i = 0; i < values.length; i++) {
            long at = view.layout().offset() + i;
            values[i] = switch (view.dtype()) {
                case F32 -> segment.getAtIndex(ValueLayout.JAVA_FLOAT, at);
                case F64 -> segment.getAtIndex(ValueLayout.JAVA_DOUBLE, at);
                case I32 -> segment.getAtIndex(ValueLayout.JAVA_INT, at);
                case I64 -> segment.getAtIndex(ValueLayout.JAVA_LONG, at);
                case U8, BOOL -> Byte.toUnsignedInt(segment.get(ValueLayout.JAVA_BYTE, at));
            };
        }
        return values;
    }
}
