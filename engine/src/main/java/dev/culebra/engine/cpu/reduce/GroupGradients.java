package dev.culebra.engine.cpu.reduce;

import static dev.culebra.engine.cpu.reduce.GroupNormalization.at;
import static dev.culebra.engine.cpu.reduce.GroupNormalization.get;
import static dev.culebra.engine.cpu.reduce.GroupNormalization.isTwin;
import static dev.culebra.engine.cpu.reduce.GroupNormalization.place;
import static dev.culebra.engine.cpu.reduce.GroupNormalization.reciprocal;
import static dev.culebra.engine.cpu.reduce.GroupNormalization.set;

import dev.culebra.engine.DType;
import dev.culebra.engine.Layout;
import dev.culebra.engine.Reduction;
import dev.culebra.engine.Shape;
import dev.culebra.engine.Storage;
import dev.culebra.engine.View;
import dev.culebra.engine.backend.Backend;
import dev.culebra.engine.cpu.Chunks;
import dev.culebra.engine.cpu.CpuThreads;
import java.lang.foreign.MemorySegment;

/**
 * Gradients of normalisation of {@link Groups} of F32, as {@link Backend#normalizeGradient} says. Parameters of a group have the
 * group's sums as gradients; parameters of a row's elements are summed over blocks of rows first.
 */
public final class GroupGradients {
    /** Rows of a block; a sum of one is right to as many units. */
    private static final int BLOCK = 128;
    private static final long CHUNK_ELEMENTS = 1 << 15;

    private final Backend backend;
    private final CpuThreads threads;
    private final NormalizationRows rows;
    private final GroupNormalization normalization;

    /**
     * @param backend for memory, and sums
     */
    public GroupGradients(Backend backend, CpuThreads threads, NormalizationRows rows,
            GroupNormalization normalization) {
        this.backend = backend;
        this.threads = threads;
        this.rows = rows;
        this.normalization = normalization;
    }

    /** Whether such operands are served here. */
    public boolean serves(View input, View mean, View variance, View scale, View upstream, View inputGradient,
            View scaleGradient, View shiftGradient) {
        Groups groups = Groups.of(input, mean);
        return normalization.serves(input, mean, variance) && upstream.layout().isContiguous()
                && isTwin(input, inputGradient) && isTwin(upstream, inputGradient)
                && scaleGradient.layout().isContiguous() && shiftGradient.layout().isContiguous()
                && (groups.isForGroups(scale) && groups.isOfGroups(scaleGradient)
                        || groups.isForElements(scale) && groups.isOfElements(scaleGradient));
    }

    /** All three gradients. */
    public void run(View input, View mean, View variance, double epsilon, View scale, View upstream,
            View inputGradient, View scaleGradient, View shiftGradient) {
        Groups groups = Groups.of(input, mean);
        if (groups.isForGroups(scale) && groups.isOfGroups(scaleGradient)) {
            ofGroups(groups, input, mean, variance, epsilon, scale, upstream, inputGradient, scaleGradient,
                    shiftGradient);
        } else {
            ofRows(groups, input, mean, variance, epsilon, scale, upstream, inputGradient);
            ofElements(groups, input, mean, variance, epsilon, upstream, scaleGradient, shiftGradient);
        }
    }

    private void ofGroups(Groups groups, View input, View mean, View variance, double epsilon, View scale,
            View upstream, View inputGradient, View scaleGradient, View shiftGradient) {
        MemorySegment x = at(input, 0);
        MemorySegment dy = at(upstream, 0);
        MemorySegment dx = at(inputGradient, 0);
        normalization.forEachGroup(groups, (group, sums) -> {
            float center = get(mean, group);
            float r = reciprocal(get(variance, group), epsilon);
            sums.clear();
            normalization.add(groups, group, sums, (at, count, lanes) -> rows.products(x, dy, at, count, center, r,
                    lanes));
            set(shiftGradient, group, (float) sums.first());
            set(scaleGradient, group, (float) sums.second());
            float first = (float) (sums.first() / groups.elements());
            float second = (float) (sums.second() / groups.elements());
            float factor = r * get(scale, place(scale, groups, group));
            for (long place = 0; place < groups.outer(); place++) {
                rows.gradient(x, dy, groups.run(place, group), (int) groups.length(), center, r, first, second, factor,
                        dx);
            }
        });
    }

    private void ofRows(Groups groups, View input, View mean, View variance, double epsilon, View scale, View upstream,
            View inputGradient) {
        MemorySegment x = at(input, 0);
        MemorySegment dy = at(upstream, 0);
        MemorySegment dx = at(inputGradient, 0);
        MemorySegment scales = at(scale, 0);
        int length = (int) groups.length();
        normalization.forEachGroup(groups, (group, sums) -> {
            float center = get(mean, group);
            float r = reciprocal(get(variance, group), epsilon);
            long run = group * length;
            sums.clear();
            normalization.add(groups, group, sums, (at, count, lanes) -> rows.products(x, dy, at, count, center, r,
                    scales, at - run, lanes));
            float first = (float) (sums.first() / length);
            float second = (float) (sums.second() / length);
            rows.gradient(x, dy, run, length, center, r, first, second, scales, 0, dx);
        });
    }

    private void ofElements(Groups groups, View input, View mean, View variance, double epsilon, View upstream,
            View scaleGradient, View shiftGradient) {
        int length = (int) groups.length();
        long blocks = Math.ceilDiv(groups.groups(), BLOCK);
        Storage storage = backend.allocate(blocks * 2 * length * Float.BYTES);
        try {
            MemorySegment x = at(input, 0);
            MemorySegment dy = at(upstream, 0);
            View partials = new View(storage, Layout.contiguous(Shape.of(blocks, 2, length)), DType.F32);
            Chunks chunks = Chunks.of(blocks, CHUNK_ELEMENTS / BLOCK / length);
            threads.forEach(chunks.count(), chunk -> {
                for (long block = chunks.from(chunk); block < chunks.to(chunk); block++) {
                    MemorySegment sums = at(partials, block * 2 * length);
                    sums.asSlice(0, 2L * length * Float.BYTES).fill((byte) 0);
                    for (long row = block * BLOCK; row < Math.min(groups.groups(), (block + 1) * BLOCK); row++) {
                        rows.accumulate(x, dy, row * length, length, get(mean, row), reciprocal(get(variance, row),
                                epsilon), sums);
                    }
                }
            });
            sum(partials, 0, scaleGradient);
            sum(partials, 1, shiftGradient);
        } finally {
            storage.release();
        }
    }

    private void sum(View partials, int which, View gradient) {
        View of = partials.with(partials.layout().select(1, which));
        View to = gradient.with(Layout.of(Shape.of(1, of.shape().size(1)), new long[] {0, 1}, gradient.layout()
                .offset()));
        backend.reduce(Reduction.SUM, of, new boolean[] {true, false}, to);
    }
}
