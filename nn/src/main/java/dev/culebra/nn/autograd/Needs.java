package dev.culebra.nn.autograd;

/**
 * Which values a backward pass reads.
 *
 * @param inputs bit i for input i
 * @param output whether it reads the output
 */
record Needs(long inputs, boolean output) {
    static final Needs NOTHING = new Needs(0, false);
    static final Needs OUTPUT = new Needs(0, true);

    static Needs inputs(int... indices) {
        long bits = 0;
        for (int index : indices) {
            bits |= 1L << index;
        }
        return new Needs(bits, false);
    }

    boolean input(int i) {
        return (inputs >>> i & 1) != 0;
    }
}
