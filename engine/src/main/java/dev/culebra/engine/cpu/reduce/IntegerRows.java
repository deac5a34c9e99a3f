package dev.culebra.engine.cpu.reduce;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.culebra.engine.DType;
import dev.culebra.engine.Reduction;
import dev.culebra.engine.cpu.loop.NativeSegments;
import java.lang.foreign.MemorySegment;

/** Reductions of integers and BOOL in {@code long}, exact but for overflow, which wraps. */
public final class IntegerRows implements RowLoops {
    private final DType dtype;

    /** Reductions of elements of {@code dtype}, not floating. */
    public IntegerRows(DType dtype) {
        this.dtype = dtype;
    }

    @Override
    public void reduce(Reduction reduction, MemorySegment in, long at, long stride, int count, MemorySegment out,
            long outAt) {
        out.setAtIndex(JAVA_LONG, outAt, reduced(reduction, dtype, in, at, stride, count));
    }

    @Override
    public void combine(Reduction reduction, MemorySegment partials, long at, int count, MemorySegment out,
            long outAt) {
        out.setAtIndex(JAVA_LONG, outAt, reduced(reduction, DType.I64, partials, at, 1, count));
    }

    private static long reduced(Reduction reduction, DType dtype, MemorySegment in, long at, long stride, int count) {
        long result = load(dtype, in, at);
        switch (reduction) {
            case SUM -> {
                for (int i = 1; i < count; i++) {
                    result += load(dtype, in, at + i * stride);
                }
            }
            case MAX -> {
                for (int i = 1; i < count; i++) {
                    result = Math.max(result, load(dtype, in, at + i * stride));
                }
            }
            case MIN -> {
                for (int i = 1; i < count; i++) {
                    result = Math.min(result, load(dtype, in, at + i * stride));
                }
            }
            case ARGMAX, ARGMIN -> throw new IllegalArgumentException("reduce: " + reduction + " is an index");
        }
        return result;
    }

    private static long load(DType dtype, MemorySegment in, long at) {
        return switch (dtype) {
            case I64 -> NativeSegments.cast(in).getAtIndex(JAVA_LONG, at);
            case I32 -> NativeSegments.cast(in).getAtIndex(JAVA_INT, at);
            case U8, BOOL -> Byte.toUnsignedLong(NativeSegments.cast(in).get(JAVA_BYTE, at));
            case F32, F64 -> throw new IllegalArgumentException("reduce: " + dtype + " is not an integer type");
        };
    }

    @Override
    public boolean hasColumns() {
        return false;
    }

    @Override
    public void reduceColumns(Reduction reduction, MemorySegment in, long at, long rowStride, int rows, int width,
            MemorySegment out, long outAt) {
        throw new UnsupportedOperationException("reduce: columns of " + dtype + " are reduced one by one");
    }

    @Override
    public long indexOf(Reduction reduction, MemorySegment in, long at, long stride, long count) {
        boolean largest = reduction == Reduction.ARGMAX;
        long found = 0;
        long best = load(dtype, in, at);
        for (long i = 1; i < count; i++) {
            long x = load(dtype, in, at + i * stride);
            if (largest ? x > best : x < best) {
                best = x;
                found = i;
            }
        }
        return found;
    }
}
