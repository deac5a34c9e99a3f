package dev.culebra.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.culebra.engine.contract.NoLeaks;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(NoLeaks.class)
class ScopeTest {
    @Test
    void freesWhatWasMadeInside() {
        Tensor x;
        Tensor view;
        try (Scope scope = Scope.open()) {
            x = Tensors.range(2, 3);
            view = x.transpose();
            assertEquals(2, scope.size());
            assertSame(scope, Scope.current().orElseThrow());
        }
        assertTrue(x.isClosed());
        assertTrue(view.isClosed());
        assertEquals(Optional.empty(), Scope.current());
    }

    @Test
    void ownsNothingMadeOutside() {
        try (Tensor x = Tensors.range(3)) {
            try (Scope scope = Scope.open()) {
                assertEquals(0, scope.size());
            }
            assertFalse(x.isClosed());
        }
    }

    @Test
    void theInnermostOwns() {
        try (Scope outer = Scope.open()) {
            Tensor first = Tensors.range(1);
            Tensor second;
            try (Scope inner = Scope.open()) {
                second = Tensors.range(2);
                assertEquals(1, inner.size());
                assertEquals(1, outer.size());
            }
            assertTrue(second.isClosed());
            assertFalse(first.isClosed());
            assertSame(outer, Scope.current().orElseThrow());
        }
    }

    @Test
    void keepHandsToTheEnclosingScope() {
        try (Scope outer = Scope.open()) {
            Tensor kept;
            try (Scope inner = Scope.open()) {
                Tensor made = Tensors.range(2);
                kept = inner.keep(made);
                assertSame(made, kept);
                assertEquals(0, inner.size());
                assertEquals(1, outer.size());
            }
            assertFalse(kept.isClosed());
            assertEquals(1.0, kept.select(0, 1).item());
        }
    }

    @Test
    void keepHandsToTheCallerWhereThereIsNoEnclosingScope() {
        Tensor kept;
        try (Scope scope = Scope.open()) {
            kept = scope.keep(Tensors.range(2));
        }
        assertFalse(kept.isClosed());
        kept.close();
    }

    @Test
    void keepLeavesWhatTheScopeDoesNotOwn() {
        try (Scope outer = Scope.open()) {
            Tensor outside = Tensors.range(2);
            try (Scope inner = Scope.open()) {
                assertSame(outside, inner.keep(outside));
                assertSame(outside, inner.keep(outside));
            }
            assertEquals(1, outer.size());
        }
    }

    @Test
    void keepRefusesAClosedTensor() {
        try (Scope scope = Scope.open()) {
            Tensor x = Tensors.range(2);
            x.close();
            Rejected.because(
                    "tensor [2] F32 was closed and cannot be used; -Dculebra.trace=true tells where it was closed",
                    ClosedTensorException.class, () -> scope.keep(x));
        }
    }

    @Test
    void aTensorThatIsClosedEarlyLeaves() {
        try (Scope scope = Scope.open()) {
            Tensor first = Tensors.range(1);
            Tensor second = Tensors.range(2);
            Tensor third = Tensors.range(3);
            first.close();
            first.close();
            assertEquals(2, scope.size());
            third.close();
            assertFalse(second.isClosed());
            second.close();
            assertEquals(0, scope.size());
        }
    }

    @Test
    void aLoopInsideAScopePilesNothingUp() {
        try (Scope scope = Scope.open()) {
            long before = Tensors.device().memory().usedBytes();
            for (int i = 0; i < 1000; i++) {
                Tensors.range(10).close();
            }
            assertEquals(before, Tensors.device().memory().usedBytes());
            assertEquals(0, scope.size());
        }
    }

    @Test
    void closesInAnyOrderOfSlots() {
        for (int first = 0; first < 40; first++) {
            try (Scope scope = Scope.open()) {
                Tensor[] tensors = new Tensor[40];
                for (int i = 0; i < tensors.length; i++) {
                    tensors[i] = Tensors.range(i);
                }
                for (int i = 0; i < 30; i++) {
                    tensors[(first + 7 * i) % tensors.length].close();
                }
                assertEquals(10, scope.size());
            }
        }
    }

    @Test
    void detachTakesATensorOut() {
        Tensor parameter;
        try (Scope scope = Scope.open()) {
            parameter = Tensors.range(3).detach();
            assertEquals(0, scope.size());
        }
        assertFalse(parameter.isClosed());
        parameter.close();
        Rejected.because("tensor [3] F32 was closed and cannot be used; -Dculebra.trace=true tells where it was closed",
                ClosedTensorException.class, parameter::detach);
    }

    @Test
    void scopesNestAsDeepAsOneLikes() {
        Scope[] scopes = new Scope[20];
        for (int depth = 0; depth < scopes.length; depth++) {
            scopes[depth] = Scope.open();
            for (int i = 0; i <= depth; i++) {
                Tensors.range(1);
            }
        }
        for (int depth = scopes.length - 1; depth >= 0; depth--) {
            assertEquals(depth + 1, scopes[depth].size());
            scopes[depth].close();
            assertEquals(0, scopes[depth].size());
        }
        assertEquals(Optional.empty(), Scope.current());
    }

    @Test
    void aClosedScopeHasNoPartInLaterOnes() {
        try (Scope _ = Scope.open()) {
            Scope before = Scope.open();
            before.close();
            Scope later = Scope.open();
            Tensor x = before.keep(Tensors.range(1));
            assertEquals(1, later.size());
            assertEquals(0, before.size());
            later.close();
            assertTrue(x.isClosed());
        }
    }

    @Test
    void closingTwiceDoesNothing() {
        Scope scope = Scope.open();
        scope.close();
        scope.close();
        assertEquals(Optional.empty(), Scope.current());
    }

    @Test
    void closingTheOuterFirstIsRefusedAndLosesNothing() {
        Scope outer = Scope.open();
        Tensor first = Tensors.range(1);
        Scope inner = Scope.open();
        Tensor second = Tensors.range(2);
        Rejected.because("scope: closed while an inner scope is open", IllegalStateException.class, outer::close);
        assertFalse(first.isClosed());
        assertSame(inner, Scope.current().orElseThrow());
        inner.close();
        assertTrue(second.isClosed());
        outer.close();
        assertTrue(first.isClosed());
        assertEquals(Optional.empty(), Scope.current());
    }

    @Test
    void anotherThreadMayNotCloseIt() throws InterruptedException {
        try (Scope scope = Scope.open()) {
            Tensor x = Tensors.range(1);
            Thread other = new Thread(() -> Rejected.because("scope: opened by thread %s, closed by other".formatted(
                    "main-of-test"), IllegalStateException.class, scope::close), "other");
            String name = Thread.currentThread().getName();
            Thread.currentThread().setName("main-of-test");
            AtomicReference<Throwable> failure = new AtomicReference<>();
            other.setUncaughtExceptionHandler((_, thrown) -> failure.set(thrown));
            other.start();
            other.join();
            Thread.currentThread().setName(name);
            assertEquals(null, failure.get());
            assertFalse(x.isClosed());
        }
    }

    @Test
    void anotherThreadHasItsOwn() throws InterruptedException {
        try (Scope scope = Scope.open()) {
            AtomicReference<Tensor> made = new AtomicReference<>();
            Thread other = new Thread(() -> {
                assertEquals(Optional.empty(), Scope.current());
                made.set(Tensors.range(2));
            });
            other.start();
            other.join();
            assertEquals(0, scope.size());
            made.get().close();
        }
    }

    @Test
    void tensorsMayBeClosedByOtherThreadsWhileTheScopeCloses() throws InterruptedException {
        for (int round = 0; round < 200; round++) {
            Tensor[] tensors = new Tensor[50];
            CountDownLatch start = new CountDownLatch(1);
            Thread other = new Thread(() -> {
                try {
                    start.await();
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                }
                for (Tensor tensor : tensors) {
                    tensor.close();
                }
            });
            try (Scope _ = Scope.open()) {
                for (int i = 0; i < tensors.length; i++) {
                    tensors[i] = Tensors.range(i);
                }
                other.start();
                start.countDown();
            }
            other.join();
        }
    }

    @Test
    void tensorsMayBeClosedByOtherThreadsWhileTheyAreKept() throws InterruptedException {
        for (int round = 0; round < 200; round++) {
            Tensor[] tensors = new Tensor[50];
            Thread other = new Thread(() -> {
                for (Tensor tensor : tensors) {
                    tensor.close();
                }
            });
            try (Scope outer = Scope.open()) {
                try (Scope inner = Scope.open()) {
                    for (int i = 0; i < tensors.length; i++) {
                        tensors[i] = Tensors.range(i);
                    }
                    other.start();
                    for (Tensor tensor : tensors) {
                        keepUnlessClosed(inner, tensor);
                    }
                }
                other.join();
                assertEquals(0, outer.size());
            }
        }
    }

    @Test
    void whatOtherThreadsCloseDoesNotPileUp() throws InterruptedException {
        List<WeakReference<Tensor>> made = new ArrayList<>();
        try (Scope scope = Scope.open()) {
            for (int batch = 0; batch < 50; batch++) {
                Tensor[] tensors = new Tensor[10];
                for (int i = 0; i < tensors.length; i++) {
                    tensors[i] = Tensors.range(2);
                    made.add(new WeakReference<>(tensors[i]));
                }
                onAnotherThread(() -> {
                    for (Tensor tensor : tensors) {
                        tensor.close();
                    }
                });
                assertEquals(0, scope.size());
            }
            for (int i = 0; i < 100 && held(made) > 40; i++) {
                System.gc();
                Thread.sleep(5);
            }
            assertTrue(held(made) <= 40, () -> held(made) + " of 500 closed tensors are still held");
        }
    }

    private static long held(List<WeakReference<Tensor>> tensors) {
        return tensors.stream().filter(tensor -> !tensor.refersTo(null)).count();
    }

    @Test
    void anotherThreadMayTakeTensorsOutAndBringThem() throws InterruptedException {
        Tensor[] tensors = new Tensor[30];
        try (Scope outer = Scope.open()) {
            try (Scope inner = Scope.open()) {
                for (int i = 0; i < tensors.length; i++) {
                    tensors[i] = Tensors.range(i);
                }
                onAnotherThread(() -> {
                    for (int i = 0; i < 10; i++) {
                        inner.keep(tensors[i]);
                        tensors[10 + i].detach();
                    }
                });
                assertEquals(10, inner.size());
                tensors[3].close();
                tensors[13].close();
                assertEquals(9, outer.size());
            }
            for (int i = 0; i < tensors.length; i++) {
                assertEquals(i >= 20 || i % 10 == 3, tensors[i].isClosed(), "tensor " + i);
            }
        }
        for (int i = 0; i < tensors.length; i++) {
            assertEquals(i < 10 || i >= 20 || i == 13, tensors[i].isClosed(), "tensor " + i);
            tensors[i].close();
        }
    }

    private static void onAnotherThread(Runnable work) throws InterruptedException {
        Thread other = new Thread(work);
        other.start();
        other.join();
    }

    private static void keepUnlessClosed(Scope scope, Tensor tensor) {
        try {
            scope.keep(tensor);
        } catch (ClosedTensorException closed) {
            assertTrue(tensor.isClosed());
        }
    }
}
