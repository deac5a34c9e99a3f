package dev.culebra.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.culebra.engine.reference.Indices;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Layouts against lists of positions: whatever is done to a layout is done to the list by brute force. */
class LayoutArithmeticTest {
    private static final int STEPS = 6;

    /** The positions of all elements in row-major order. */
    private record Model(Shape shape, List<Long> positions) {
        static Model of(Layout layout) {
            List<Long> positions = new ArrayList<>();
            Indices.forEach(layout.shape(), index -> {
                long position = layout.offset();
                for (int axis = 0; axis < index.length; axis++) {
                    position += index[axis] * layout.stride(axis);
                }
                positions.add(position);
            });
            return new Model(layout.shape(), positions);
        }

        long at(long... index) {
            long flat = 0;
            for (int axis = 0; axis < index.length; axis++) {
                flat = flat * shape.size(axis) + index[axis];
            }
            return positions.get((int) flat);
        }
    }

    /** Where the element of a result's index comes from. */
    private interface Source {
        long[] of(long[] index);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void everyOperationMovesPositionsAsItSays(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int round = 0; round < 300; round++) {
            Layout layout = Layout.contiguous(randomShape(random));
            StringBuilder history = new StringBuilder("seed " + seed + ": " + layout.shape());
            for (int step = 0; step < STEPS; step++) {
                layout = operate(random, layout, history);
                checkFlags(layout, history.toString());
            }
        }
    }

    private static Layout operate(SplittableRandom random, Layout from, StringBuilder history) {
        int rank = from.shape().rank();
        int axis = rank == 0 ? 0 : random.nextInt(rank);
        return switch (rank == 0 ? 3 + random.nextInt(2) : random.nextInt(6)) {
            case 0 -> permute(random, from, history);
            case 1 -> {
                long size = from.shape().size(axis);
                long first = random.nextLong(size + 1);
                long last = first + random.nextLong(size - first + 1);
                history.append(" slice ").append(axis).append(' ').append(first).append(' ').append(last);
                yield checked(from, from.slice("slice", axis, first, last),
                        index -> Indices.with(index, axis, index[axis]
                                + first),
                        history);
            }
            case 2 -> {
                if (from.shape().size(axis) == 0) {
                    yield from;
                }
                long chosen = random.nextLong(from.shape().size(axis));
                history.append(" select ").append(axis).append(' ').append(chosen);
                yield checked(from, from.select(axis - rank, chosen), index -> inserted(index, axis, chosen), history);
            }
            case 3 -> {
                int at = random.nextInt(rank + 1);
                history.append(" unsqueeze ").append(at);
                yield checked(from, from.unsqueeze(at), index -> removed(index, at), history);
            }
            case 4 -> broadcast(random, from, history);
            default -> reshape(random, from, history);
        };
    }

    private static Layout permute(SplittableRandom random, Layout from, StringBuilder history) {
        int rank = from.shape().rank();
        int[] axes = new int[rank];
        for (int i = 0; i < rank; i++) {
            int j = random.nextInt(i + 1);
            axes[i] = axes[j];
            axes[j] = i;
        }
        history.append(" permute ").append(Arrays.toString(axes));
        return checked(from, from.permute(axes), index -> {
            long[] source = new long[rank];
            for (int i = 0; i < rank; i++) {
                source[axes[i]] = index[i];
            }
            return source;
        }, history);
    }

    private static Layout broadcast(SplittableRandom random, Layout from, StringBuilder history) {
        int added = random.nextInt(2);
        long[] sizes = new long[from.shape().rank() + added];
        for (int i = 0; i < sizes.length; i++) {
            long size = i < added ? 1 : from.shape().size(i - added);
            sizes[i] = size == 1 ? random.nextLong(4) : size;
        }
        Shape target = Shape.of(sizes);
        history.append(" broadcast ").append(target);
        return checked(from, from.broadcastTo("broadcastTo", target), index -> {
            long[] source = Arrays.copyOfRange(index, added, index.length);
            for (int i = 0; i < source.length; i++) {
                source[i] = from.shape().size(i) == 1 ? 0 : source[i];
            }
            return source;
        }, history);
    }

    private static Layout reshape(SplittableRandom random, Layout from, StringBuilder history) {
        Shape target = ReshapeTest.randomFactors(random, from.shape().elements());
        history.append(" reshape ").append(target);
        return from.reshape(target).map(found -> {
            assertEquals(target, found.shape(), history.toString());
            assertEquals(Model.of(from).positions(), Model.of(found).positions(), history.toString());
            return found;
        }).orElse(from);
    }

    private static Layout checked(Layout from, Layout to, Source source, StringBuilder history) {
        Model before = Model.of(from);
        Model after = Model.of(to);
        Indices.forEach(to.shape(), index -> assertEquals(before.at(source.of(index)), after.at(index),
                () -> history + " at " + Arrays.toString(index)));
        return to;
    }

    private static void checkFlags(Layout layout, String history) {
        List<Long> positions = Model.of(layout).positions();
        boolean contiguous = true;
        for (int i = 1; i < positions.size(); i++) {
            contiguous &= positions.get(i) == positions.get(i - 1) + 1;
        }
        assertEquals(contiguous, layout.isContiguous(), history);
        assertEquals(positions.stream().mapToLong(position -> position + 1).max().orElse(0), layout.extent(), history);
    }

    private static Shape randomShape(SplittableRandom random) {
        long[] sizes = new long[random.nextInt(5)];
        for (int i = 0; i < sizes.length; i++) {
            sizes[i] = random.nextInt(20) == 0 ? 0 : 1 + random.nextInt(4);
        }
        return Shape.of(sizes);
    }

    private static long[] inserted(long[] index, int axis, long value) {
        long[] more = new long[index.length + 1];
        System.arraycopy(index, 0, more, 0, axis);
        more[axis] = value;
        System.arraycopy(index, axis, more, axis + 1, index.length - axis);
        return more;
    }

    private static long[] removed(long[] index, int axis) {
        long[] fewer = new long[index.length - 1];
        System.arraycopy(index, 0, fewer, 0, axis);
        System.arraycopy(index, axis + 1, fewer, axis, fewer.length - axis);
        return fewer;
    }
}
