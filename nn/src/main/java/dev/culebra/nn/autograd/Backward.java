package dev.culebra.nn.autograd;

import dev.culebra.engine.Scope;
import dev.culebra.engine.Tensor;
import dev.culebra.nn.autograd.Node.Leaf;
import dev.culebra.nn.autograd.Node.Step;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.PriorityQueue;

/**
 * Reverse-mode differentiation: from the root, operations in the reverse of the order in which they were computed. So the
 * gradient of an operation is complete, the sum over all its uses, before it is passed on; and both it and what the
 * operation had saved are freed at once.
 */
final class Backward {
    private final Map<Node, Tensor> gradients = new HashMap<>();
    private final PriorityQueue<Node> waiting =
            new PriorityQueue<>(Comparator.comparingLong(Node::number).reversed());

    private Backward() {}

    /**
     * @param upstream gradient of the root; stays open
     */
    static void run(Node root, Tensor upstream) {
        try (Scope _ = Scope.open()) {
            Backward backward = new Backward();
            backward.arrive(root, upstream.share());
            while (!backward.waiting.isEmpty()) {
                backward.visit(backward.waiting.poll());
            }
        }
    }

    private void visit(Node node) {
        Tensor gradient = gradients.remove(node);
        switch (node) {
            case Leaf leaf -> leaf.add(gradient);
            case Step step -> {
                try (gradient) {
                    pass(step, gradient);
                }
            }
        }
    }

    private void pass(Step step, Tensor upstream) {
        for (int i = 0; i < step.inputs().length; i++) {
            Node input = step.inputs()[i];
            if (input != null) {
                arrive(input, step.gradient(i, upstream));
            }
        }
        step.pass();
    }

    private void arrive(Node node, Tensor gradient) {
        Tensor before = gradients.get(node);
        if (before == null) {
            gradients.put(node, gradient);
            waiting.add(node);
        } else {
            try (before; gradient) {
                gradients.put(node, before.add(gradient));
            }
        }
    }
}
