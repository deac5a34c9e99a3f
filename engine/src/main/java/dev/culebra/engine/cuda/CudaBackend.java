package dev.culebra.engine.cuda;

import dev.culebra.cuda.DeviceInfo;
import dev.culebra.cuda.discovery.BlasDiscovery;
import dev.culebra.cuda.discovery.Discovery;
import dev.culebra.engine.ClassTargets;
import dev.culebra.engine.Device;
import dev.culebra.engine.Distribution;
import dev.culebra.engine.Epilogue;
import dev.culebra.engine.MemoryUse;
import dev.culebra.engine.Reduction;
import dev.culebra.engine.Storage;
import dev.culebra.engine.Update;
import dev.culebra.engine.View;
import dev.culebra.engine.backend.Backend;
import dev.culebra.engine.backend.Updates;
import dev.culebra.engine.expr.Expr;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Computes on an NVIDIA card. Work is submitted to the calling thread's stream and done when the card comes to it; a download or
 * {@link #synchronize()} waits.
 */
public final class CudaBackend implements Backend {
    private static final Expr SAME = Expr.input(0);

    private final Device device;
    private final Card card;
    private final DeviceInfo info;
    private final String blas;
    private final CardMemory memory;
    private final Kernels kernels;
    private final Mapper mapper;
    private final Updater updater;
    private final Reducer reducer;
    private final Indexer indexer;
    private final Multiplier multiplier;
    private final Sampler sampler;
    private final RowKernels rows;
    private final Normalizer normalizer;

    /**
     * @param name of the device, as in {@code cuda:0}
     * @param ordinal number of the card, from 0
     */
    public CudaBackend(String name, Discovery.Found found, int ordinal) {
        this(name, found, ordinal, UnaryOperator.identity());
    }

    /**
     * @param edit changes PTX before it is loaded: tests make mistakes this way
     */
    CudaBackend(String name, Discovery.Found found, int ordinal, UnaryOperator<String> edit) {
        this.device = new Device(name, this);
        this.card = new Card(found, ordinal, name);
        this.info = found.devices().get(ordinal);
        this.blas = switch (found.blas()) {
            case BlasDiscovery.Found usable ->
                    "cuBLAS " + usable.file() + (usable.lt().isPresent() ? " with cuBLASLt" : "");
            case BlasDiscovery.Missing missing ->
                    "no cuBLAS (" + missing.reason() + "), products by Culebra's own kernel";
        };
        this.memory = card.memory();
        this.kernels = new Kernels(card, edit);
        this.mapper = new Mapper(card, kernels);
        this.updater = new Updater(this, card, kernels);
        this.reducer = new Reducer(this, card, kernels);
        this.indexer = new Indexer(this, card, kernels);
        this.multiplier = new Multiplier(this, card, kernels);
        this.sampler = new Sampler(card, kernels);
        this.rows = new RowKernels(this, card, kernels);
        this.normalizer = new Normalizer(this, card, kernels);
    }

    @Override
    public Device device() {
        return device;
    }

    @Override
    public String description() {
        return info + ", " + blas;
    }

    /**
     * Lets go of what the calling thread keeps on the card, its stream above all; what no tensor needs any more is freed when the
     * garbage collector comes to it. The thread's next operation begins anew.
     */
    public void leave() {
        card.leave();
    }

    @Override
    public boolean isAsynchronous() {
        return true;
    }

    @Override
    public Storage allocate(long bytes) {
        long address = memory.allocate(bytes);
        CudaStorage storage = new CudaStorage(device, memory::free, address, bytes, card.current());
        memory.hold(storage);
        return storage;
    }

    /**
     * A block of memory that is somebody else's, who frees it.
     *
     * @throws IllegalArgumentException if the address is not memory of this card
     */
    public Storage borrow(long address, long bytes) {
        Lane lane = card.lane();
        if (bytes != 0 && !card.owns(address)) {
            throw new IllegalArgumentException("borrow: address 0x%x is not memory of %s".formatted(address, device));
        }
        return new CudaStorage(device, CudaStorage.Release.NOTHING, address, bytes, lane);
    }

    /** The address of a view's first element, to be touched by what the caller submits to this thread's stream. */
    public long address(View view) {
        return CudaStorage.address(view, card.stream(), card);
    }

    /** The stream of the calling thread. */
    public long stream() {
        return card.stream();
    }

    /**
     * Lets the calling thread submit its work to another stream of this card's primary context.
     *
     * @return takes the thread back, on the same thread; what it was given comes first
     */
    public Runnable adopt(long stream) {
        Lane before = card.lane();
        Lane adopted = before.onto(stream);
        card.change(adopted);
        return () -> {
            if (card.lane() != adopted) {
                throw new IllegalStateException(
                        "adopt: stream 0x%x on %s is not the one that this thread adopted last".formatted(stream,
                                device));
            }
            adopted.leaveFor(before);
            card.change(before);
        };
    }

    @Override
    public void upload(MemorySegment source, Storage target, long offset) {
        Lane lane = card.lane();
        lane.staging().upload(source, ((CudaStorage) target).touch(card) + offset);
    }

    @Override
    public void download(Storage source, long offset, MemorySegment target) {
        if (target.byteSize() == 0) {
            return;
        }
        Lane lane = card.lane();
        long address = ((CudaStorage) source).read(card) + offset;
        Faults.Look look = lane.faults().look();
        lane.staging().download(address, target);
        look.check();
    }

    @Override
    public void synchronize() {
        card.lane().faults().await();
    }

    @Override
    public MemoryUse memory() {
        return memory.use();
    }

    @Override
    public void trim() {
        memory.trim();
    }

    @Override
    public void map(Expr f, View[] inputs, View output) {
        mapper.map(f, inputs, output);
    }

    @Override
    public void reduce(Reduction reduction, View input, boolean[] axes, View output) {
        reducer.reduce(reduction, input, axes, output);
    }

    @Override
    public void matmul(View lhs, View rhs, View output, Epilogue epilogue) {
        multiplier.matmul(lhs, rhs, output, epilogue);
    }

    @Override
    public void copy(View input, View output) {
        boolean plain = input.dtype() == output.dtype() && input.layout().isContiguous() && output.layout()
                .isContiguous();
        if (!plain) {
            mapper.map(SAME, new View[] {input}, output);
        } else if (input.shape().elements() != 0) {
            long stream = card.stream();
            card.cuda().memory().copyAsync(CudaStorage.address(output, stream, card), CudaStorage.read(input, card),
                    input.shape().elements() * input.dtype().bytes(), stream);
        }
    }

    @Override
    public void gather(View source, View index, int axis, View output) {
        indexer.gather(source, index, axis, output);
    }

    @Override
    public void scatterAdd(View source, View index, int axis, View output) {
        indexer.scatterAdd(source, index, axis, output);
    }

    @Override
    public void random(Distribution distribution, long seed, long counter, View output) {
        sampler.random(distribution, seed, counter, output);
    }

    @Override
    public void softmax(View input, int axis, View output) {
        if (RowKernels.isRows(input, axis, output)) {
            rows.softmax(input, output);
        } else {
            Backend.super.softmax(input, axis, output);
        }
    }

    @Override
    public void logSoftmax(View input, int axis, View output) {
        if (RowKernels.isRows(input, axis, output)) {
            rows.logSoftmax(input, output);
        } else {
            Backend.super.logSoftmax(input, axis, output);
        }
    }

    @Override
    public void crossEntropy(View logits, ClassTargets targets, View losses, View weights) {
        rows.crossEntropy(logits, targets, losses, weights);
    }

    @Override
    public void crossEntropyGradient(View logits, ClassTargets targets, View scale, View output) {
        rows.crossEntropyGradient(logits, targets, scale, output);
    }

    @Override
    public void moments(View input, View mean, View variance) {
        if (!normalizer.moments(input, mean, variance)) {
            Backend.super.moments(input, mean, variance);
        }
    }

    @Override
    public void normalize(View input, View scale, View shift, double epsilon, View output, View mean, View variance) {
        if (!normalizer.normalize(input, scale, shift, epsilon, output, mean, variance)) {
            Backend.super.normalize(input, scale, shift, epsilon, output, mean, variance);
        }
    }

    @Override
    public void normalizeGradient(View input, View mean, View variance, double epsilon, View scale, View upstream,
            View inputGradient, View scaleGradient, View shiftGradient) {
        if (!normalizer.gradient(input, mean, variance, epsilon, scale, upstream, inputGradient, scaleGradient,
                shiftGradient)) {
            Backend.super.normalizeGradient(input, mean, variance, epsilon, scale, upstream, inputGradient,
                    scaleGradient, shiftGradient);
        }
    }

    @Override
    public void update(Update update, List<View[]> groups) {
        Updates.fused(this, update, groups, updater::update);
    }
}
