package dev.culebra.nn.autograd;

/**
 * Whether the calling thread's operations remember how they were computed. On, unless switched off for a while, as for
 * predictions, which then keep nothing for a backward pass.
 *
 * <pre>{@code
 * try (Recording _ = Recording.off()) {
 *     Tensor scores = model.forward(Variable.constant(x)).value();
 * }
 * }</pre>
 */
public final class Recording implements AutoCloseable {
    private static final ThreadLocal<Boolean> ON = ThreadLocal.withInitial(() -> true);

    private final boolean before;

    private Recording(boolean before) {
        this.before = before;
    }

    /** Switches recording off for the calling thread, until the result is closed. */
    public static Recording off() {
        Recording recording = new Recording(ON.get());
        ON.set(false);
        return recording;
    }

    /** Whether the calling thread records. */
    public static boolean isOn() {
        return ON.get();
    }

    /** As it was before. */
    @Override
    public void close() {
        ON.set(before);
    }
}
