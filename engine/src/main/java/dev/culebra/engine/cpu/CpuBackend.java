package dev.culebra.engine.cpu;

import dev.culebra.engine.Device;
import dev.culebra.engine.DeviceException;
import dev.culebra.engine.Distribution;
import dev.culebra.engine.Epilogue;
import dev.culebra.engine.MemoryUse;
import dev.culebra.engine.Reduction;
import dev.culebra.engine.Storage;
import dev.culebra.engine.View;
import dev.culebra.engine.backend.Backend;
import dev.culebra.engine.expr.Expr;
import java.lang.foreign.MemorySegment;

/** Computes on this machine's processors; every operation is done when it returns. */
public final class CpuBackend implements Backend {
    private final Device device;
    private final CpuMemory memory;
    private final CpuKernels kernels;

    CpuBackend(String name, CpuKernels kernels) {
        this.device = new Device(name, this);
        this.memory = new CpuMemory(name);
        this.kernels = kernels;
    }

    /** The device {@code cpu}: vectors where the JVM has the Vector API, else plain loops and one warning. */
    public static CpuBackend best() {
        throw new DeviceException("device: \"cpu\" has no kernels");
    }

    /** The device {@code cpu-scalar}: plain loops. */
    public static CpuBackend scalar() {
        throw new DeviceException("device: \"cpu-scalar\" has no kernels");
    }

    @Override
    public Device device() {
        return device;
    }

    @Override
    public String description() {
        return kernels.description();
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
        kernels.map(f, inputs, output);
    }

    @Override
    public void reduce(Reduction reduction, View input, boolean[] axes, View output) {
        kernels.reduce(reduction, input, axes, output);
    }

    @Override
    public void matmul(View lhs, View rhs, View output, Epilogue epilogue) {
        kernels.matmul(lhs, rhs, output, epilogue);
    }

    @Override
    public void copy(View input, View output) {
        kernels.copy(input, output);
    }

    @Override
    public void gather(View source, View index, int axis, View output) {
        kernels.gather(source, index, axis, output);
    }

    @Override
    public void scatterAdd(View source, View index, int axis, View output) {
        kernels.scatterAdd(source, index, axis, output);
    }

    @Override
    public void random(Distribution distribution, long seed, long counter, View output) {
        kernels.random(distribution, seed, counter, output);
    }
}
