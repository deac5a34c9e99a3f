package dev.culebra.engine.expr;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

class InternTableTest {

    private static final int MANY = 10_000;

    @Test
    void equalExpressionsAreOneObject() {
        var x = Expr.input(0);
        assertSame(Expr.input(0), x);
        assertSame(x.mul(0.3).exp().add(x), x.mul(0.3).exp().add(x));
        assertSame(Expr.select(x.gt(0), x, x.sin()), Expr.select(x.gt(0), x, x.sin()));
        assertNotSame(x.sub(Expr.input(1)), Expr.input(1).sub(x));
        assertNotSame(x.sin(), x.cos());
    }

    @Test
    void constantsAreToldApartByBits() {
        assertNotSame(Expr.constant(0.0), Expr.constant(-0.0));
        assertSame(Expr.constant(Double.NaN), Expr.constant(Double.longBitsToDouble(0x7ff8_0000_0000_0001L)));
        assertSame(Expr.constant(0.1), Expr.constant(0.1));
    }

    @Test
    void threadsGetTheSameNodes() throws Exception {
        Callable<List<Expr>> build = () -> {
            var nodes = new ArrayList<Expr>();
            for (int i = 0; i < MANY; i++) {
                nodes.add(Expr.input(i % 3).mul(0.001 * i).tanh());
            }
            return nodes;
        };
        try (var threads = Executors.newFixedThreadPool(4)) {
            var built = threads.invokeAll(List.of(build, build, build, build));
            var first = built.getFirst().get();
            for (var other : built) {
                for (int i = 0; i < MANY; i++) {
                    assertSame(first.get(i), other.get().get(i));
                }
            }
        }
    }

    @Test
    void theTableGrowsWithoutLosingNodes() {
        var table = new InternTable();
        var nodes = new ArrayList<Node>();
        for (int i = 0; i < MANY; i++) {
            nodes.add(table.intern((Node) Expr.constant(0.5 + i)));
        }
        assertEquals(MANY, table.size());
        for (var node : nodes) {
            assertSame(node, table.intern(node));
        }
        assertEquals(MANY, table.size());
    }

    @Test
    void nodesThatNobodyUsesAreCollected() throws InterruptedException {
        var table = new InternTable();
        var kept = Expr.input(0).mul(0.123);
        table.intern((Node) kept);
        var witness = fill(table);
        assertEquals(MANY + 1, table.size());
        for (int i = 0; i < 100 && witness.get() != null; i++) {
            System.gc();
            Thread.sleep(20);
        }
        assumeTrue(witness.get() == null, "this JVM did not collect an unreachable object when asked to");
        // References are enqueued a moment after they are cleared.
        for (int i = 0; i < 500 && table.size() > MANY / 2; i++) {
            Thread.sleep(10);
        }
        assertTrue(table.size() <= MANY / 2, () -> table.size() + " of " + MANY + " dead entries are still there");
        assertSame(kept, table.intern((Node) kept));
        Reference.reachabilityFence(kept);
    }

    /** Puts nodes in the table that nothing else refers to, and returns a reference to the last. */
    private static WeakReference<Expr> fill(InternTable table) {
        Expr last = Expr.constant(0.25);
        for (int i = 0; i < MANY; i++) {
            last = Expr.constant(0.25 + i);
            table.intern((Node) last);
        }
        return new WeakReference<>(last);
    }
}
