package dev.culebra.engine.expr;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What every node of an expression carries: hash, used inputs, and results computed once and kept as long as the node.
 */
abstract sealed class Node permits Input, Constant, Unary, Binary, Select {

    private final int hash;
    private final int registers;
    private final long inputs;
    private volatile @Nullable Program program;
    private volatile @Nullable Lifted lifted;
    private volatile @Nullable Gradient gradients;

    /** A gradient computed before; the head of a list of them. */
    private record Gradient(int index, Expr upstream, Expr value, @Nullable Gradient next) {}

    Node(int hash, long inputs, int registers) {
        this.hash = hash;
        this.inputs = inputs;
        this.registers = registers;
    }

    /** Whether the other node has the same operator and the very same operands. */
    abstract boolean sameAs(Node other);

    public long inputs() {
        return inputs;
    }

    public Program program() {
        var known = program;
        if (known == null) {
            known = Flattener.flatten((Expr) this);
            program = known;
        }
        return known;
    }

    public Lifted lifted() {
        var known = lifted;
        if (known == null) {
            known = Lifted.of((Expr) this);
            lifted = known;
        }
        return known;
    }

    public Expr gradient(int index, Expr upstream) {
        Objects.requireNonNull(upstream);
        Input.of(index);
        for (var known = gradients; known != null; known = known.next) {
            if (known.index == index && known.upstream == upstream) {
                return known.value;
            }
        }
        var value = Derivative.of((Expr) this, index, upstream);
        // Only leaves that recur are kept, so that the list stays short; a lost race costs a recomputation.
        if (upstream == Constant.ONE || upstream instanceof Input) {
            gradients = new Gradient(index, upstream, value, gradients);
        }
        return value;
    }

    @Override
    public final int hashCode() {
        return hash;
    }

    @Override
    public final boolean equals(@Nullable Object other) {
        return this == other;
    }

    @Override
    public final String toString() {
        return Printer.print(program());
    }

    static int mix(int hash, int next) {
        int h = (hash + Integer.rotateLeft(next, 15)) * 0x9E3779B1;
        return h ^ h >>> 15;
    }

    /**
     * Returns the Sethi–Ullman number: how many values are live at once when the most demanding operand is computed
     * first (Sethi and Ullman, "The Generation of Optimal Code for Arithmetic Expressions", JACM 17, 1970).
     */
    static int registers(Expr... operands) {
        if (operands.length == 1) {
            return ((Node) operands[0]).registers;
        }
        int[] needs = new int[operands.length];
        for (int i = 0; i < needs.length; i++) {
            needs[i] = ((Node) operands[i]).registers;
        }
        Arrays.sort(needs);
        int most = 0;
        for (int i = 0; i < needs.length; i++) {
            most = Math.max(most, needs[i] + needs.length - 1 - i);
        }
        return most;
    }

    int registers() {
        return registers;
    }
}
