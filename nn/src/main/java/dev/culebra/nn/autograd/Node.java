package dev.culebra.nn.autograd;

import dev.culebra.engine.Storage;
import dev.culebra.engine.Tensor;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** A point of the graph that gradients flow through. Numbers rise along the computation. */
abstract sealed class Node {
    private static final AtomicLong NEXT = new AtomicLong();

    private final long number = NEXT.getAndIncrement();

    long number() {
        return number;
    }

    /** Sooner computed than that of an object. */
    @Override
    public int hashCode() {
        return Long.hashCode(number);
    }

    /** A variable that was not computed and wants its gradient. Holds the sum of all that arrived, until cleared. */
    static final class Leaf extends Node {
        private final Storage value;
        private String name = "";
        private String gradientName = "";
        private @Nullable Tensor gradient;

        Leaf(Storage value) {
            this.value = value;
        }

        Optional<Tensor> gradient() {
            return Optional.ofNullable(gradient);
        }

        /** Takes the gradient over, out of any scope. */
        void add(Tensor arrived) {
            if (gradient == null && isAlone(arrived)) {
                gradient = arrived.detach();
            } else {
                try (arrived) {
                    Tensor sum = gradient == null ? arrived.copy() : gradient.add(arrived);
                    clear();
                    gradient = sum.detach();
                }
            }
            name(gradient);
        }

        /** After the parameter. The text is kept: there is a new gradient at every step. */
        private void name(Tensor sum) {
            String now = value.name();
            if (!now.equals(name)) {
                name = now;
                gradientName = now + ".gradient";
            }
            if (!now.isEmpty()) {
                sum.named(gradientName);
            }
        }

        /** Something upstream may look at the same storage, or it may be a broadcast: then a copy is needed. */
        private static boolean isAlone(Tensor arrived) {
            return arrived.layout().isContiguous() && arrived.view().storage().references() == 1;
        }

        void clear() {
            if (gradient != null) {
                gradient.close();
                gradient = null;
            }
        }
    }

    /** An operation: where its gradient goes next, and what its rule needs. */
    static final class Step extends Node {
        private final Op op;
        private final @Nullable Node[] inputs;
        private final Saved saved;
        private boolean passed;

        Step(Op op, @Nullable Node[] inputs, Saved saved) {
            this.op = op;
            this.inputs = inputs;
            this.saved = saved;
        }

        /** Where the gradients go: for each input, its node, or null where none is wanted. */
        @Nullable
        Node[] inputs() {
            return inputs;
        }

        /** The gradient with respect to input {@code i}. */
        Tensor gradient(int i, Tensor upstream) {
            if (passed) {
                throw new IllegalStateException(
                        "backward: " + op + " was passed before, and what it had saved is freed;"
                                + " compute the loss again");
            }
            return Rules.gradient(op, i, saved, upstream);
        }

        /** Frees what the rule needed. */
        void pass() {
            passed = true;
            saved.close();
        }
    }
}
