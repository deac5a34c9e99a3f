package dev.culebra.engine;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.ref.Cleaner;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Frees what was forgotten, and says so. A tensor without a scope, and a scope, are watched: when one becomes unreachable
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

    static Watch watch(Scope scope, Owned owned) {
        return watch(scope, new ForgottenScope(owned, trace("opened here")));
    }

    private static Watch watch(Object object, Forgotten forgotten) {
        Cleaner.Cleanable cleanable = Holder.CLEANER.register(object, forgotten);
        return () -> {
            forgotten.dismissed = true;
            cleanable.clean();
        };
    }

    private abstract static class Forgotten implements Runnable {
        private final @Nullable Throwable madeAt;
        private volatile boolean dismissed;

        Forgotten(@Nullable Throwable madeAt) {
            this.madeAt = madeAt;
        }

        /**
         * @return what was freed, for the warning; empty if there was nothing
         */
        abstract String free();

        @Override
        public void run() {
            if (dismissed) {
                return;
            }
            String freed = free();
            if (!freed.isEmpty()) {
                String warning = "leak: " + freed + " was never closed"
                        + (madeAt == null ? "; -Dculebra.trace=true tells where it was made" : "");
                lastFound = warning;
                FOUND.incrementAndGet();
                Holder.LOGGER.log(Level.WARNING, warning, madeAt);
            }
        }
    }

    private static final class ForgottenTensor extends Forgotten {
        private final View view;

        ForgottenTensor(View view, @Nullable Throwable madeAt) {
            super(madeAt);
            this.view = view;
        }

        @Override
        String free() {
            view.storage().release();
            return "tensor %s %s on %s".formatted(view.shape(), view.dtype(), view.storage().device());
        }
    }

    private static final class ForgottenScope extends Forgotten {
        private final Owned owned;

        ForgottenScope(Owned owned, @Nullable Throwable madeAt) {
            super(madeAt);
            this.owned = owned;
        }

        @Override
        String free() {
            int size = owned.size();
            owned.closeAll();
            return size == 0 ? "" : "scope with %d tensors".formatted(size);
        }
    }
}
