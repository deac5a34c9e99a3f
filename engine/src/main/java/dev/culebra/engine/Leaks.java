package dev.culebra.engine;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.ref.Cleaner;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Frees what was forgotten, and says so. A tensor without a scope, and the open scopes of a thread, are watched: when one becomes unreachable
 * without having been closed, its memory is given back and a warning is logged, with the place where it was made when
 * {@code -Dculebra.trace=true}.
 */
final class Leaks {
    private static final boolean TRACING = Boolean.getBoolean("culebra.trace");
    private static final AtomicLong FOUND = new AtomicLong();
    private static volatile String lastFound = "";

    private Leaks() {}

    /** Started with the first thing to watch. */
    private static final class Holder {
        static final Cleaner CLEANER = Cleaner.create();
        static final Logger LOGGER = System.getLogger("dev.culebra.engine");
    }

    /** Something watched; to be dismissed when it is closed as it should be. */
    interface Watch {
        void dismiss();
    }

    /** Leaks found so far in this process. */
    static long found() {
        return FOUND.get();
    }

    /** What the latest warning said; empty before the first one. */
    static String lastFound() {
        return lastFound;
    }

    static @Nullable Throwable trace(String event) {
        return TRACING ? new Throwable(event) : null;
    }

    static Watch watch(Tensor tensor) {
        return watch(tensor, new ForgottenTensor(tensor.view(), trace("made here")));
    }

    static Watch watch(ScopeStack stack, ScopeStack.Levels levels) {
        return watch(stack, new ForgottenScopes(levels));
    }

    private static Watch watch(Object object, Forgotten forgotten) {
        forgotten.cleanable = Holder.CLEANER.register(object, forgotten);
        return forgotten;
    }

    private abstract static class Forgotten implements Runnable, Watch {
        private Cleaner.@Nullable Cleanable cleanable;
        private volatile boolean dismissed;

        /** Frees what was forgotten, and warns of it. */
        abstract void free();

        @Override
        public void run() {
            if (!dismissed) {
                free();
            }
        }

        @Override
        public void dismiss() {
            dismissed = true;
            if (cleanable != null) {
                cleanable.clean();
            }
        }
    }

    private static void warn(String freed, @Nullable Throwable madeAt) {
        String warning = "leak: " + freed + " was never closed"
                + (madeAt == null ? "; -Dculebra.trace=true tells where it was made" : "");
        lastFound = warning;
        FOUND.incrementAndGet();
        Holder.LOGGER.log(Level.WARNING, warning, madeAt);
    }

    private static final class ForgottenTensor extends Forgotten {
        private final View view;
        private final @Nullable Throwable madeAt;

        ForgottenTensor(View view, @Nullable Throwable madeAt) {
            this.view = view;
            this.madeAt = madeAt;
        }

        @Override
        void free() {
            view.storage().release();
            String name = view.storage().name();
            warn("tensor %s%s %s on %s".formatted(name.isEmpty() ? "" : name + " ", view.shape(), view.dtype(),
                    view.storage()
                            .device()),
                    madeAt);
        }
    }

    private static final class ForgottenScopes extends Forgotten {
        private final ScopeStack.Levels levels;

        ForgottenScopes(ScopeStack.Levels levels) {
            this.levels = levels;
        }

        @Override
        void free() {
            for (Owned owned : levels.open()) {
                int size = owned.size();
                owned.closeAll();
                if (size > 0) {
                    warn("scope with %d tensors".formatted(size), owned.openedAt());
                }
            }
        }
    }
}
