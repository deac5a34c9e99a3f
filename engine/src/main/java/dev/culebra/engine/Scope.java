package dev.culebra.engine;

import java.util.Optional;

/**
 * Owns the tensors that its thread makes while it is open, and frees them when it closes. Scopes nest, per thread; a
 * tensor belongs to the innermost scope that is open when it is made. Without an open scope a tensor belongs to whoever
 * made it.
 *
 * <pre>{@code
 * Tensor total;
 * try (Scope scope = Scope.open()) {
 *     Tensor squares = x.mul(x);          // freed with the scope
 *     total = scope.keep(squares.sum());  // handed to the enclosing scope, or to you if there is none
 * }
 * }</pre>
 */
public final class Scope implements AutoCloseable {
    private static final ThreadLocal<Scope> CURRENT = new ThreadLocal<>();

    private final Optional<Scope> parent;
    private final Owned owned = new Owned();
    private final Thread thread = Thread.currentThread();
    private final Leaks.Watch watch;
    private boolean closed;

    private Scope(Optional<Scope> parent) {
        this.parent = parent;
        this.watch = Leaks.watch(this, owned);
    }

    /** Opens a scope for the calling thread, inside the one that is open. */
    public static Scope open() {
        Scope scope = new Scope(current());
        CURRENT.set(scope);
        return scope;
    }

    /** The innermost open scope of the calling thread. */
    public static Optional<Scope> current() {
        return Optional.ofNullable(CURRENT.get());
    }

    /**
     * Lets a tensor outlive this scope: it goes to the enclosing scope, or, where there is none, to the caller, who then
     * closes it. A tensor that this scope does not own is returned as it is.
     *
     * @throws ClosedTensorException if the tensor is closed
     */
    public Tensor keep(Tensor tensor) {
        tensor.view();
        if (tensor.ownedBy(owned)) {
            tensor.moveTo(parent.map(scope -> scope.owned));
        }
        return tensor;
    }

    /** Tensors that this scope owns at the moment. */
    public int size() {
        return owned.size();
    }

    Owned owned() {
        return owned;
    }

    /**
     * Frees the tensors that this scope owns. Closing twice does nothing.
     *
     * @throws IllegalStateException if called by another thread, or while an inner scope is open
     */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        if (Thread.currentThread() != thread) {
            throw new IllegalStateException("scope: opened by thread %s, closed by %s".formatted(thread.getName(),
                    Thread.currentThread().getName()));
        }
        if (CURRENT.get() != this) {
            throw new IllegalStateException("scope: closed while an inner scope is open");
        }
        closed = true;
        parent.ifPresentOrElse(CURRENT::set, CURRENT::remove);
        watch.dismiss();
        owned.closeAll();
    }
}
