package dev.culebra.engine.expr;

import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import org.jspecify.annotations.Nullable;

/**
 * The nodes in use, so that equal nodes become one object. Operands are interned before the node that uses them, hence
 * two nodes are equal when operator and operand identities are: a lookup never descends.
 *
 * <p>Nodes are held weakly; entries of collected nodes are removed when the table is next written to. The table is
 * split into stripes by hash, each guarded by its own lock, which is held for one short chain walk.
 */
final class InternTable {

    static final InternTable SHARED = new InternTable();

    private static final int STRIPES = 32;

    private final Stripe[] stripes = new Stripe[STRIPES];

    InternTable() {
        for (int i = 0; i < STRIPES; i++) {
            stripes[i] = new Stripe();
        }
    }

    /**
     * Returns the node of this table that is the same as {@code candidate}, which becomes that node if there is none.
     */
    <N extends Node> N intern(N candidate) {
        return stripes[candidate.hashCode() & STRIPES - 1].intern(candidate);
    }

    /** Returns the number of entries after removing those of collected nodes. */
    int size() {
        int size = 0;
        for (var stripe : stripes) {
            size += stripe.size();
        }
        return size;
    }

    private static final class Entry extends WeakReference<Node> {
        final int hash;
        @Nullable
        Entry next;

        Entry(Node node, ReferenceQueue<Node> collected, @Nullable Entry next) {
            super(node, collected);
            this.hash = node.hashCode();
            this.next = next;
        }
    }

    private static final class Stripe {
        private final ReferenceQueue<Node> collected = new ReferenceQueue<>();
        private @Nullable Entry[] buckets = new @Nullable Entry[16];
        private int size;

        synchronized <N extends Node> N intern(N candidate) {
            int bucket = bucket(candidate.hashCode());
            for (var entry = buckets[bucket]; entry != null; entry = entry.next) {
                if (entry.hash == candidate.hashCode()) {
                    var node = entry.get();
                    if (node != null && node.sameAs(candidate)) {
                        @SuppressWarnings("unchecked") // the same node has the same class
                        var known = (N) node;
                        return known;
                    }
                }
            }
            removeCollected();
            if (size >= buckets.length) {
                grow();
            }
            bucket = bucket(candidate.hashCode());
            buckets[bucket] = new Entry(candidate, collected, buckets[bucket]);
            size++;
            return candidate;
        }

        synchronized int size() {
            removeCollected();
            return size;
        }

        private int bucket(int hash) {
            return hash >>> 5 & buckets.length - 1;
        }

        private void removeCollected() {
            for (var dead = collected.poll(); dead != null; dead = collected.poll()) {
                remove((Entry) dead);
            }
        }

        private void remove(Entry dead) {
            int bucket = bucket(dead.hash);
            Entry before = null;
            for (var entry = buckets[bucket]; entry != null; before = entry, entry = entry.next) {
                if (entry == dead) {
                    if (before == null) {
                        buckets[bucket] = entry.next;
                    } else {
                        before.next = entry.next;
                    }
                    size--;
                    return;
                }
            }
        }

        private void grow() {
            var old = buckets;
            buckets = new @Nullable Entry[old.length * 2];
            for (var head : old) {
                var entry = head;
                while (entry != null) {
                    var next = entry.next;
                    int bucket = bucket(entry.hash);
                    entry.next = buckets[bucket];
                    buckets[bucket] = entry;
                    entry = next;
                }
            }
        }
    }
}
