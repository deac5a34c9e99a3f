package dev.culebra.engine;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The open scopes of one thread. It is there as long as there is one, so that an idle thread holds on to nothing; being
 * watched for all of them, it makes an inner scope cheap.
 */
final class ScopeStack {
    private static final ThreadLocal<ScopeStack> CURRENT = new ThreadLocal<>();

    private final Thread thread = Thread.currentThread();
    private final Levels levels = new Levels();
    private final Leaks.Watch watch = Leaks.watch(this, levels);
    private @Nullable Scope innermost;

    private ScopeStack() {}

    static @Nullable ScopeStack current() {
        return CURRENT.get();
    }

    /** Where a new tensor of this thread belongs; null without an open scope. */
    static @Nullable Owned owned() {
        ScopeStack stack = CURRENT.get();
        return stack == null ? null : stack.levels.innermost();
    }

    /** That of this thread, for a scope to open. */
    static ScopeStack currentOrNew() {
        ScopeStack stack = CURRENT.get();
        if (stack == null) {
            stack = new ScopeStack();
            CURRENT.set(stack);
        }
        return stack;
    }

    Thread thread() {
        return thread;
    }

    @Nullable
    Scope innermost() {
        return innermost;
    }

    /** Opens a level for a scope. */
    Owned push(Scope scope) {
        innermost = scope;
        return levels.push();
    }

    /** Closes the level of the innermost scope, whose tensors go after it. */
    void pop(@Nullable Scope parent) {
        innermost = parent;
        levels.pop();
        if (parent == null) {
            CURRENT.remove();
            watch.dismiss();
        }
    }

    /**
     * The tensors of each scope, outermost first. Those of a level serve every scope that is opened there: a closed one has
     * none left.
     */
    static final class Levels {
        private Owned[] owned = {new Owned(), new Owned(), new Owned(), new Owned()};
        private int depth;

        private Owned innermost() {
            return owned[depth - 1];
        }

        private Owned push() {
            if (depth == owned.length) {
                owned = Arrays.copyOf(owned, 2 * depth);
                Arrays.setAll(owned, level -> level < depth ? owned[level] : new Owned());
            }
            Owned opened = owned[depth++];
            opened.traceOpening();
            return opened;
        }

        private void pop() {
            depth--;
        }

        /** Open ones, outermost first. */
        Owned[] open() {
            return Arrays.copyOf(owned, depth);
        }
    }
}
