package dev.culebra.nn.data;

import java.util.stream.IntStream;

/** In which order an epoch visits the examples. */
sealed interface Order {

    /** The numbers 0 to {@code size - 1}, each once. */
    int[] of(int size, long epoch);

    /** As they are numbered, in every epoch. */
    record Sequential() implements Order {
        @Override
        public int[] of(int size, long epoch) {
            return IntStream.range(0, size).toArray();
        }
    }

    /** By Fisher and Yates' shuffle (Durstenfeld, 1964): an order that seed, epoch and size determine. */
    record Shuffled(long seed) implements Order {
        @Override
        public int[] of(int size, long epoch) {
            int[] order = IntStream.range(0, size).toArray();
            SplitMix random = SplitMix.of(seed, epoch);
            for (int left = size; left > 1; left--) {
                int chosen = random.nextInt(left);
                int last = order[left - 1];
                order[left - 1] = order[chosen];
                order[chosen] = last;
            }
            return order;
        }
    }
}
