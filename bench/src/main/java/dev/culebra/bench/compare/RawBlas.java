package dev.culebra.bench.compare;

import dev.culebra.bench.peer.Stopwatch;
import dev.culebra.bench.peer.Work;
import dev.culebra.cuda.Blas;
import dev.culebra.cuda.Compute;
import dev.culebra.cuda.Cuda;
import dev.culebra.cuda.DataType;
import dev.culebra.cuda.Transpose;
import dev.culebra.cuda.discovery.BlasDiscovery;
import dev.culebra.cuda.discovery.Discovery;
import dev.culebra.engine.Precision;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Optional;
import java.util.stream.IntStream;

/** cuBLAS as it is called without Culebra's tensors: one handle, one stream, memory of one's own. */
final class RawBlas implements AutoCloseable {
    private final Cuda cuda;
    private final Blas blas;
    private final int device;
    private final long context;
    private final long stream;
    private final long handle;

    private RawBlas(Cuda cuda, Blas blas, int ordinal) {
        this.cuda = cuda;
        this.blas = blas;
        this.device = cuda.devices().device(ordinal);
        this.context = cuda.devices().retainPrimaryContext(device);
        cuda.contexts().setCurrent(context);
        this.stream = cuda.streams().create();
        this.handle = blas.create();
        blas.setStream(handle, stream);
    }

    static Optional<RawBlas> of(Discovery.Found found, int ordinal) {
        return found.blas() instanceof BlasDiscovery.Found usable
                ? Optional.of(new RawBlas(found.cuda(), usable.blas(), ordinal))
                : Optional.empty();
    }

    /** {@code [n, n] · [n, n]}, in rows, of operands 1 and 2, over and over. */
    Timing products(int n, Precision precision, Check check, Stopwatch watch) {
        cuda.contexts().setCurrent(context);
        long elements = (long) n * n;
        long bytes = elements * Float.BYTES;
        long lhs = cuda.memory().allocate(bytes);
        long rhs = cuda.memory().allocate(bytes);
        long out = cuda.memory().allocate(bytes);
        try (Arena arena = Arena.ofConfined()) {
            cuda.memory().copyToDevice(lhs, KnownTensors.segment(elements, 1, 1, arena), bytes);
            cuda.memory().copyToDevice(rhs, KnownTensors.segment(elements, 2, 1, arena), bytes);
            Compute compute = switch (precision) {
                case F32 -> Compute.F32;
                case TF32 -> Compute.TF32;
                case BF16 -> Compute.BF16;
            };
            // In columns, as cuBLAS counts, Cᵀ = Bᵀ·Aᵀ.
            Runnable product =
                    () -> blas.gemm(handle, Transpose.NO, Transpose.NO, n, n, n, 1, rhs, n, lhs, n, 0, out, n,
                            DataType.F32, compute);
            product.run();
            await();
            return check.guard(probe(out, arena),
                    () -> new Timing.Rounds(watch.time(product, this::await, true, false)));
        } finally {
            cuda.memory().free(lhs);
            cuda.memory().free(rhs);
            cuda.memory().free(out);
        }
    }

    private double[] probe(long out, Arena arena) {
        MemorySegment values = arena.allocate(ValueLayout.JAVA_FLOAT, Work.PROBE);
        cuda.memory().copyToHost(values, out, values.byteSize());
        return IntStream.range(0, Work.PROBE).mapToDouble(i -> values.getAtIndex(ValueLayout.JAVA_FLOAT, i)).toArray();
    }

    private void await() {
        cuda.streams().synchronize(stream);
    }

    @Override
    public void close() {
        blas.destroy(handle);
        cuda.streams().destroy(stream);
        cuda.devices().releasePrimaryContext(device);
    }
}
