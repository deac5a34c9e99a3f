package dev.culebra.engine.cpu;

import dev.culebra.engine.ClassTargets;
import dev.culebra.engine.Device;
import dev.culebra.engine.Distribution;
import dev.culebra.engine.Epilogue;
import dev.culebra.engine.MemoryUse;
import dev.culebra.engine.Reduction;
import dev.culebra.engine.Storage;
import dev.culebra.engine.Update;
import dev.culebra.engine.View;
import dev.culebra.engine.Window;
import dev.culebra.engine.backend.Backend;
import dev.culebra.engine.backend.Updates;
import dev.culebra.engine.cpu.blas.BlasLibrary;
import dev.culebra.engine.cpu.loop.Loops;
import dev.culebra.engine.cpu.loop.Mapper;
import dev.culebra.engine.cpu.loop.Updater;
import dev.culebra.engine.cpu.move.Copier;
import dev.culebra.engine.cpu.move.Gatherer;
import dev.culebra.engine.cpu.move.ScatterAdder;
import dev.culebra.engine.cpu.pool.Pooling;
import dev.culebra.engine.cpu.random.Sampler;
import dev.culebra.engine.cpu.reduce.GroupGradients;
import dev.culebra.engine.cpu.reduce.GroupNormalization;
import dev.culebra.engine.cpu.reduce.Reducer;
import dev.culebra.engine.cpu.reduce.RowCrossEntropy;
import dev.culebra.engine.cpu.reduce.RowSoftmax;
import dev.culebra.engine.expr.Expr;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Optional;

/** Computes on this machine's processors; every operation is done when it returns. */
public final class CpuBackend implements Backend {
    private final Device device;
    private final String description;
    private final CpuMemory memory;
    private final Mapper mapper;
    private final Updater updater;
    private final Reducer reducer;
    private final RowSoftmax rowSoftmax;
    private final RowCrossEntropy rowCrossEntropy;
    private final Optional<GroupNormalization> normalization;
    private final Optional<GroupGradients> normalizationGradients;
    private final MatrixProduct product;
    private final ImageConvolution convolution;
    private final Pooling pooling;
    private final Copier copier;
    private final Gatherer gatherer;
    private final ScatterAdder scatterAdder;
    private final Sampler sampler;

    /**
     * A backend of one's own; those that {@link Device#of(String)} knows are made once.
     *
     * @param name the device's
     * @param threads on which operations are computed
     */
    public CpuBackend(String name, CpuKernels kernels, CpuThreads threads) {
        this(name, kernels, threads, Optional.empty());
    }

    private CpuBackend(String name, CpuKernels kernels, CpuThreads threads, Optional<BlasLibrary> blas) {
        this.device = new Device(name, this);
        this.description = "%s, %d %s".formatted(kernels.description(), threads.count(),
                threads.count() == 1 ? "thread" : "threads")
                + blas.map(library -> ", products by " + library.file()).orElse("");
        this.memory = new CpuMemory(name);
        Optional<WarmUp> warmUp = WarmUp.ofProperties();
        Loops loops = kernels.loops(warmUp);
        this.mapper = new Mapper(threads, loops);
        this.updater = new Updater(threads, loops);
        this.reducer = new Reducer(threads, memory, kernels::rows);
        this.rowSoftmax = new RowSoftmax(threads, memory, kernels, loops);
        this.rowCrossEntropy = new RowCrossEntropy(this, rowSoftmax);
        this.product = new MatrixProduct(threads, memory, mapper, kernels.products(), warmUp, blas);
        this.convolution = new ImageConvolution(threads, mapper, kernels.sweeps());
        this.pooling = new Pooling(threads, kernels.pools());
        this.normalization = kernels.normalizationRows().map(rows -> new GroupNormalization(threads, rows));
        this.normalizationGradients = kernels.normalizationRows().map(rows -> new GroupGradients(this, threads, rows,
                normalization.orElseThrow()));
        this.copier = new Copier(threads);
        this.gatherer = new Gatherer(threads);
        this.scatterAdder = new ScatterAdder(threads, kernels::addition);
        this.sampler = new Sampler(threads);
    }

    /**
     * The device {@code cpu}: vectors where the JVM has the Vector API, else plain loops and one warning; large products by the
     * {@linkplain BlasLibrary#ofProperties() BLAS} that is asked for.
     *
     * @throws dev.culebra.engine.DeviceException when the BLAS that is named cannot be used
     */
    public static CpuBackend best() {
        return best(CpuThreads.fromProperties());
    }

    /** As {@link #best()}, on threads of one's own. */
    public static CpuBackend best(CpuThreads threads) {
        return best("cpu", threads, BlasLibrary.ofProperties());
    }

    /** A device of another name, with the best kernels of this JVM and, where one is given, a BLAS for large products. */
    public static CpuBackend best(String name, CpuThreads threads, Optional<BlasLibrary> blas) {
        return new CpuBackend(name, KernelChoice.best(), threads, blas);
    }

    /** The device {@code cpu-scalar}: plain loops. */
    public static CpuBackend scalar() {
        return scalar(CpuThreads.fromProperties());
    }

    /** As {@link #scalar()}, on threads of one's own. */
    public static CpuBackend scalar(CpuThreads threads) {
        return new CpuBackend("cpu-scalar", new ScalarKernels(), threads);
    }

    @Override
    public Device device() {
        return device;
    }

    @Override
    public String description() {
        return description;
    }

    @Override
    public Storage allocate(long bytes) {
        return new HostStorage(device, memory, memory.take(bytes), bytes);
    }

    @Override
    public void upload(MemorySegment source, Storage target, long offset) {
        MemorySegment.copy(source, 0, ((HostStorage) target).segment(), offset, source.byteSize());
    }

    @Override
    public void download(Storage source, long offset, MemorySegment target) {
        MemorySegment.copy(((HostStorage) source).segment(), offset, target, 0, target.byteSize());
    }

    @Override
    public void synchronize() {
        // Nothing is ever under way.
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
        product.matmul(lhs, rhs, output, epilogue);
    }

    @Override
    public void copy(View input, View output) {
        copier.copy(input, output);
    }

    @Override
    public void gather(View source, View index, int axis, View output) {
        gatherer.gather(source, index, axis, output);
    }

    @Override
    public void scatterAdd(View source, View index, int axis, View output) {
        scatterAdder.scatterAdd(source, index, axis, output);
    }

    @Override
    public void random(Distribution distribution, long seed, long counter, View output) {
        sampler.random(distribution, seed, counter, output);
    }

    @Override
    public void convolve(View input, View weight, Window window, View output, Epilogue epilogue) {
        if (!convolution.convolve(input, weight, window, output, epilogue)) {
            Backend.super.convolve(input, weight, window, output, epilogue);
        }
    }

    @Override
    public void convolveInputGradient(View upstream, View weight, Window window, View inputGradient) {
        if (!convolution.inputGradient(upstream, weight, window, inputGradient)) {
            Backend.super.convolveInputGradient(upstream, weight, window, inputGradient);
        }
    }

    @Override
    public void convolveWeightGradient(View input, View upstream, Window window, View weightGradient) {
        if (!convolution.weightGradient(input, upstream, window, weightGradient)) {
            Backend.super.convolveWeightGradient(input, upstream, window, weightGradient);
        }
    }

    @Override
    public void pool(Reduction reduction, View input, Window window, View output) {
        pooling.pool(reduction, input, window, output);
    }

    @Override
    public void maxPoolGradient(View input, View output, View upstream, Window window, View inputGradient) {
        pooling.maxGradient(input, output, upstream, window, inputGradient);
    }

    @Override
    public void softmax(View input, int axis, View output) {
        if (rowSoftmax.serves(input, axis, output)) {
            rowSoftmax.softmax(input, axis, output);
        } else {
            Backend.super.softmax(input, axis, output);
        }
    }

    @Override
    public void logSoftmax(View input, int axis, View output) {
        if (rowSoftmax.serves(input, axis, output)) {
            rowSoftmax.logSoftmax(input, axis, output);
        } else {
            Backend.super.logSoftmax(input, axis, output);
        }
    }

    @Override
    public void crossEntropy(View logits, ClassTargets targets, View losses, View weights) {
        if (rowCrossEntropy.serves(logits, targets, logits)) {
            rowCrossEntropy.losses(logits, targets, losses, weights);
        } else {
            Backend.super.crossEntropy(logits, targets, losses, weights);
        }
    }

    @Override
    public void crossEntropyGradient(View logits, ClassTargets targets, View scale, View output) {
        if (rowCrossEntropy.serves(logits, targets, output)) {
            rowCrossEntropy.gradient(logits, targets, scale, output);
        } else {
            Backend.super.crossEntropyGradient(logits, targets, scale, output);
        }
    }

    @Override
    public void moments(View input, View mean, View variance) {
        normalization.filter(groups -> groups.serves(input, mean, variance)).ifPresentOrElse(
                groups -> groups.moments(input, mean, variance),
                () -> Backend.super.moments(input, mean, variance));
    }

    @Override
    public void normalize(View input, View scale, View shift, double epsilon, View output, View mean, View variance) {
        normalization.filter(groups -> groups.serves(input, scale, shift, output, mean, variance)).ifPresentOrElse(
                groups -> groups.normalize(input, scale, shift, epsilon, output, mean, variance),
                () -> Backend.super.normalize(input, scale, shift, epsilon, output, mean, variance));
    }

    @Override
    public void normalizeGradient(View input, View mean, View variance, double epsilon, View scale, View upstream,
            View inputGradient, View scaleGradient, View shiftGradient) {
        normalizationGradients.filter(groups -> groups.serves(input, mean, variance, scale, upstream, inputGradient,
                scaleGradient, shiftGradient)).ifPresentOrElse(
                        groups -> groups.run(input, mean, variance, epsilon, scale, upstream, inputGradient,
                                scaleGradient, shiftGradient),
                        () -> Backend.super.normalizeGradient(input, mean, variance, epsilon, scale, upstream,
                                inputGradient, scaleGradient, shiftGradient));
    }

    @Override
    public void update(Update update, List<View[]> groups) {
        Updates.fused(this, update, groups, updater::update);
    }
}
