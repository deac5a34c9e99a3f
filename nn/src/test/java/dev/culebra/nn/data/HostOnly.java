package dev.culebra.nn.data;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.culebra.engine.Device;
import dev.culebra.engine.Distribution;
import dev.culebra.engine.Epilogue;
import dev.culebra.engine.MemoryUse;
import dev.culebra.engine.Reduction;
import dev.culebra.engine.Storage;
import dev.culebra.engine.View;
import dev.culebra.engine.backend.Backend;
import dev.culebra.engine.expr.Expr;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.atomic.AtomicLong;

/** A device that holds memory, takes rows and computes nothing: it counts its blocks, and refuses uploads when told. */
final class HostOnly implements Backend {

    private final Device device = new Device("host-only", this);
    private final AtomicLong blocks = new AtomicLong();
    private long uploadsLeft = Long.MAX_VALUE;

    void failAfterUploads(long uploads) {
        uploadsLeft = uploads;
    }

    long blocks() {
        return blocks.get();
    }

    @Override
    public Device device() {
        return device;
    }

    @Override
    public String description() {
        return "memory without arithmetic";
    }

    @Override
    public Storage allocate(long bytes) {
        blocks.incrementAndGet();
        return new Block(bytes);
    }

    private final class Block extends Storage {

        private final Arena arena = Arena.ofShared();
        private final MemorySegment segment;

        Block(long bytes) {
            super(device, bytes);
            segment = arena.allocate(bytes, 64);
        }

        @Override
        protected void free() {
            arena.close();
            blocks.decrementAndGet();
        }
    }

    @Override
    public void upload(MemorySegment source, Storage target, long offset) {
        if (uploadsLeft-- == 0) {
            throw new IllegalStateException("the bus is on strike");
        }
        MemorySegment.copy(source, 0, ((Block) target).segment, offset, source.byteSize());
    }

    @Override
    public void download(Storage source, long offset, MemorySegment target) {
        MemorySegment.copy(((Block) source).segment, offset, target, 0, target.byteSize());
    }

    @Override
    public void synchronize() {
        // Nothing is ever under way.
    }

    @Override
    public MemoryUse memory() {
        return new MemoryUse(0, 0, 0, blocks.get());
    }

    @Override
    public void trim() {
        // Nothing is spare.
    }

    @Override
    public void map(Expr f, View[] inputs, View output) {
        throw computesNothing();
    }

    @Override
    public void reduce(Reduction reduction, View input, boolean[] axes, View output) {
        throw computesNothing();
    }

    @Override
    public void matmul(View lhs, View rhs, View output, Epilogue epilogue) {
        throw computesNothing();
    }

    @Override
    public void copy(View input, View output) {
        throw computesNothing();
    }

    /** Takes whole rows of contiguous sources. */
    @Override
    public void gather(View source, View index, int axis, View output) {
        long rows = output.shape().size(0);
        long rowBytes = rows == 0 ? 0 : output.shape().elements() / rows * output.dtype().bytes();
        for (long row = 0; row < rows; row++) {
            long from = segment(index).getAtIndex(JAVA_LONG, index.layout().offset() + row * index.layout().stride(0));
            MemorySegment.copy(segment(source), from * rowBytes, segment(output), row * rowBytes, rowBytes);
        }
    }

    private static MemorySegment segment(View view) {
        return ((Block) view.storage()).segment;
    }

    @Override
    public void scatterAdd(View source, View index, int axis, View output) {
        throw computesNothing();
    }

    @Override
    public void random(Distribution distribution, long seed, long counter, View output) {
        throw computesNothing();
    }

    private static AssertionError computesNothing() {
        return new AssertionError("loading data needs no arithmetic");
    }
}
