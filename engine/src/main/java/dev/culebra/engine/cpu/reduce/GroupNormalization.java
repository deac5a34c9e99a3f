package dev.culebra.engine.cpu.reduce;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import dev.culebra.engine.View;
import dev.culebra.engine.cpu.Chunks;
import dev.culebra.engine.cpu.CpuThreads;
import dev.culebra.engine.cpu.HostStorage;
import dev.culebra.engine.cpu.loop.NativeSegments;
import java.lang.foreign.MemorySegment;

/**
 * Moments and normalisation of {@link Groups} of F32: a group is read three times, the second and third time from a cache where
 * it is not too large. The mean is taken twice, as {@link dev.culebra.engine.backend.Backend#moments} says.
 */
public final class GroupNormalization {
    private static final long CHUNK_ELEMENTS = 1 << 14;

    private final CpuThreads threads;
    private final NormalizationRows rows;

    /** On {@code threads}. */
    public GroupNormalization(CpuThreads threads, NormalizationRows rows) {
        this.threads = threads;
        this.rows = rows;
    }

    /** Whether such operands are served here. */
    public boolean serves(View input, View mean, View variance) {
        return serves(Groups.of(input, mean)) && variance.layout().isContiguous();
    }

    /** Whether such operands are served here. */
    public boolean serves(View input, View scale, View shift, View output, View mean, View variance) {
        Groups groups = Groups.of(input, mean);
        return serves(groups) && variance.layout().isContiguous() && isTwin(input, output)
                && (groups.isForGroups(scale) && groups.isForGroups(shift)
                        || groups.isForElements(scale) && groups.isForElements(shift));
    }

    private boolean serves(Groups groups) {
        return groups.length() >= rows.lanes() && groups.length() <= Integer.MAX_VALUE && groups.groups() > 0 && groups
                .outer() > 0;
    }

    /** Whether a view lies as the input does, in other memory. */
    static boolean isTwin(View input, View other) {
        return other.layout().isContiguous() && other.storage() != input.storage();
    }

    /** As {@link dev.culebra.engine.backend.Backend#moments} says. */
    public void moments(View input, View mean, View variance) {
        Groups groups = Groups.of(input, mean);
        forEachGroup(groups, (group, sums) -> moments(input, groups, group, sums, mean, variance));
    }

    /** As {@link dev.culebra.engine.backend.Backend#normalize} says. */
    public void normalize(View input, View scale, View shift, double epsilon, View output, View mean, View variance) {
        Groups groups = Groups.of(input, mean);
        MemorySegment x = at(input, 0);
        MemorySegment y = at(output, 0);
        MemorySegment scales = at(scale, 0);
        MemorySegment shifts = at(shift, 0);
        boolean each = !groups.isForGroups(scale) || !groups.isForGroups(shift);
        int length = (int) groups.length();
        forEachGroup(groups, (group, sums) -> {
            moments(input, groups, group, sums, mean, variance);
            float center = get(mean, group);
            float r = reciprocal(get(variance, group), epsilon);
            if (each) {
                rows.apply(x, group * length, length, center, r, scales, 0, shifts, 0, y);
                return;
            }
            float factor = r * scales.getAtIndex(JAVA_FLOAT, place(scale, groups, group));
            float added = shifts.getAtIndex(JAVA_FLOAT, place(shift, groups, group));
            for (long place = 0; place < groups.outer(); place++) {
                rows.apply(x, groups.run(place, group), length, center, factor, added, y);
            }
        });
    }

    private void moments(View input, Groups groups, long group, Sums sums, View mean, View variance) {
        MemorySegment x = at(input, 0);
        sums.clear();
        add(groups, group, sums, (at, count, lanes) -> rows.squares(x, at, count, 0, lanes));
        float center = (float) (sums.first / groups.elements());
        sums.clear();
        add(groups, group, sums, (at, count, lanes) -> rows.squares(x, at, count, center, lanes));
        set(mean, group, center);
        set(variance, group, (float) ((sums.second - sums.first * sums.first / groups.elements()) / groups
                .elements()));
    }

    /** A pair of sums over some elements. */
    interface Pass {
        void run(long at, int count, float[] lanes);
    }

    /** Adds up the sums over a group, as many elements at a time as a pass takes. */
    void add(Groups groups, long group, Sums sums, Pass pass) {
        int pieces = (int) Math.ceilDiv(groups.length(), rows.longest());
        for (long place = 0; place < groups.outer(); place++) {
            long run = groups.run(place, group);
            for (int piece = 0; piece < pieces; piece++) {
                long from = groups.length() * piece / pieces;
                long to = groups.length() * (piece + 1) / pieces;
                pass.run(run + from, (int) (to - from), sums.lanes);
                sums.add();
            }
        }
    }

    /** What is done for a group. */
    interface Work {
        void run(long group, Sums sums);
    }

    void forEachGroup(Groups groups, Work work) {
        Chunks chunks = Chunks.of(groups.groups(), CHUNK_ELEMENTS / groups.elements());
        threads.forEach(chunks.count(), chunk -> {
            Sums sums = new Sums(new float[2 * rows.lanes()]);
            for (long group = chunks.from(chunk); group < chunks.to(chunk); group++) {
                work.run(group, sums);
            }
        });
    }

    static float reciprocal(float variance, double epsilon) {
        return (float) (1 / Math.sqrt(variance + epsilon));
    }

    /** Where the parameter of a group lies, from the view's first element on. */
    static long place(View parameter, Groups groups, long group) {
        return groups.groups() == 1 || groups.isRepeated(parameter) ? 0 : group;
    }

    /** A contiguous view's memory, from one of its elements on. */
    static MemorySegment at(View view, long element) {
        return NativeSegments.cast(HostStorage.segment(view).asSlice((view.layout().offset() + element)
                * Float.BYTES));
    }

    static float get(View view, long element) {
        return NativeSegments.cast(HostStorage.segment(view)).getAtIndex(JAVA_FLOAT, view.layout().offset() + element);
    }

    static void set(View view, long element, float value) {
        NativeSegments.cast(HostStorage.segment(view)).setAtIndex(JAVA_FLOAT, view.layout().offset() + element, value);
    }

    /** Two sums, in doubles; how many lanes they were added up from does not show. */
    static final class Sums {
        private final float[] lanes;
        private double first;
        private double second;

        Sums(float[] lanes) {
            this.lanes = lanes;
        }

        double first() {
            return first;
        }

        double second() {
            return second;
        }

        void clear() {
            first = 0;
            second = 0;
        }

        private void add() {
            int half = lanes.length / 2;
            for (int lane = 0; lane < half; lane++) {
                first += lanes[lane];
                second += lanes[half + lane];
            }
        }
    }
}
