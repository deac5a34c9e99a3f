package dev.culebra.engine.expr;

/**
 * An input of the function: {@code x0}, {@code x1}, …; made by {@link Expr#input}.
 *
 * <pre>{@code
 * Expr second = Expr.input(1);
 * second instanceof Input input && input.index() == 1; // true
 * }</pre>
 */
public final class Input extends Node implements Expr {

    private static final Input[] INPUTS = new Input[MAX_INPUTS];

    static {
        for (int i = 0; i < MAX_INPUTS; i++) {
            INPUTS[i] = new Input(i);
        }
    }

    private final int index;

    private Input(int index) {
        super(index + 1, 1L << index, 1);
        this.index = index;
    }

    static Input of(int index) {
        if (index < 0 || index >= MAX_INPUTS) {
            throw new IllegalArgumentException(
                    "input: index " + index + " is out of range, an expression has inputs 0 to " + (MAX_INPUTS - 1));
        }
        return INPUTS[index];
    }

    /** Returns which input. */
    public int index() {
        return index;
    }

    @Override
    boolean sameAs(Node other) {
        return this == other;
    }
}
