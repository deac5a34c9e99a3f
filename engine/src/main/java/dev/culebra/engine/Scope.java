package dev.culebra.engine;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

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
    private final ScopeStack stack;
    private final @Nullable Scope parent;
    private final Owned owned;
    private boolean closed;

    private Scope(ScopeStack stack) {
        this.stack = stack;
        this.parent = stack.innermost();
        this.owned = stack.push(this);
    }

    /** Opens a scope for the calling thread, inside the one that is open. */
    public static Scope open() {
        return new Scope(ScopeStack.currentOrNew());
    }

    /** The innermost open scope of the calling thread. */
    public static Optional<Scope> current() {
        ScopeStack stack = ScopeStack.current();
        return stack == null ? Optional.empty() : Optional.ofNullable(stack.innermost());
    }

    /**
     * Lets a tensor outlive this scope: it goes to the enclosing scope, or, where there is none, to the caller, who then
     * closes it. A tensor that this scope does not own is returned as it is.
     *
     * @throws ClosedTensorException if the tensor is closed
     */
    public Tensor keep(Tensor tensor) {
        tensor.view();
        if (!closed && tensor.ownedBy(owned)) {
            tensor.give(parent == null ? null : parent.owned);
        }
        return tensor;
    }

    /** Tensors that this scope owns at the moment. */
    public int size() {
        return closed ? 0 : owned.size();
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
        if (Thread.currentThread() != stack.thread()) {
            throw new IllegalStateException("scope: opened by thread %s, closed by %s".formatted(stack.thread()
                    .getName(), Thread.currentThread().getName()));
        }
        if (stack.innermost() != this) {
            throw new IllegalStateException("scope: closed while an inner scope is open");
        }
        closed = true;
        stack.pop(parent);
        owned.closeAll();
    }
}
