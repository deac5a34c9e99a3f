package dev.culebra.engine;

import dev.culebra.engine.expr.Expr;
import java.lang.ref.Reference;
import java.util.List;

/**
 * Elements by index: taken, or added where the index says. Indices are I64 and checked.
 *
 * <pre>{@code
 * Tensor rows = table.indexSelect(0, labels);   // [n, d] by [b] → [b, d]
 * Tensor words = table.embedding(sentences);    // [n, d] by [b, t] → [b, t, d]
 * Tensor truth = labels.oneHot(10);             // [b] → [b, 10], I64
 * }</pre>
 */
public sealed interface Indexing permits Tensor {
    private Tensor self() {
        return (Tensor) this;
    }

    /**
     * Takes elements along an axis by index: {@code result[…, i, …] = this[…, index[…, i, …], …]}.
     *
     * @param index I64, of this rank; beside {@code axis} at most as large as this tensor, of which the rest is left out
     * @throws ShapeException if the shapes do not fit
     * @throws IndexOutOfBoundsException if an index lies outside the axis; on a card it is thrown by the next call that waits
     *     for the card
     */
    default Tensor gather(int axis, Tensor index) {
        Tensor self = self();
        int a = self.shape().axis("gather", axis);
        Operands.index("gather", index);
        View source = self.view().with(IndexLayout.coveredBy(self.layout(), a, index.shape()));
        return gathered("gather", source, a, index.view(), index);
    }

    /**
     * Takes whole slices along an axis by index, as rows of a table: {@code [n, d]} and index {@code [b]} along axis 0 give
     * {@code [b, d]}.
     *
     * @param index I64 of rank 1
     * @throws ShapeException if the index is not of rank 1 or the axis does not exist
     * @throws IndexOutOfBoundsException if an index lies outside the axis; on a card it is thrown by the next call that waits
     *     for the card
     */
    default Tensor indexSelect(int axis, Tensor index) {
        View source = self().view();
        int a = source.shape().axis("indexSelect", axis);
        return gathered("indexSelect", source, a, IndexLayout.alongAxis("indexSelect", source.shape(), a, index),
                index);
    }

    private Tensor gathered(String operation, View source, int axis, View index, Tensor owner) {
        Tensor self = self();
        Device device = Operands.device(operation, self, owner);
        return Tensor.filled(index.shape(), self.dtype(), device, out -> device.backend().gather(source, index, axis,
                out), self, owner);
    }

    /**
     * Adds slices along an axis by index into this tensor: {@code this[…, index[i], …] += source[…, i, …]}; where an index
     * comes twice, both are added.
     *
     * @param index I64 of rank 1, as long as {@code source} is along the axis
     * @param source this tensor's dtype; same shape except along {@code axis}
     * @return this tensor
     * @throws ShapeException if the shapes do not fit
     * @throws DTypeException if the dtypes differ, or this one is U8 or BOOL
     * @throws IndexOutOfBoundsException if an index lies outside the axis; nothing is added then. On a card it is thrown by
     *     the next call that waits for the card, and the other slices are added
     */
    default Tensor indexAdd(int axis, Tensor index, Tensor source) {
        Tensor self = self();
        int a = self.shape().axis("indexAdd", axis);
        Device device = Operands.device("indexAdd", self, index, source);
        Operands.summable("indexAdd", self);
        Operands.dtype("indexAdd", self, source);
        InPlace.checkWritable("indexAdd", self.view());
        View along = IndexLayout.alongAxis("indexAdd", self.shape(), a, index);
        if (!along.shape().equals(source.shape())) {
            throw new ShapeException("indexAdd: source must have shape %s, got %s".formatted(along.shape(), source
                    .shape()));
        }
        View out = self.view();
        try (InPlace safe = new InPlace(out)) {
            device.backend().scatterAdd(safe.distinct(source.view()), safe.distinct(along), a, out);
        } finally {
            Reference.reachabilityFence(List.of(self, index, source));
        }
        return self;
    }

    /**
     * Adds elements along an axis by index into this tensor: {@code this[…, index[…, i, …], …] += source[…, i, …]}; where an
     * index comes twice, both are added.
     *
     * @param index I64 of the source's shape
     * @param source this tensor's dtype; same shape except along {@code axis}
     * @return this tensor
     * @throws ShapeException if the shapes do not fit
     * @throws IndexOutOfBoundsException if an index lies outside the axis; nothing is added then. On a card it is thrown by
     *     the next call that waits for the card, and the other slices are added
     */
    default Tensor scatterAdd(int axis, Tensor index, Tensor source) {
        Tensor self = self();
        int a = self.shape().axis("scatterAdd", axis);
        Operands.index("scatterAdd", index);
        if (!self.shape().equalsBeside(a, source.shape()) || !index.shape().equals(source.shape())) {
            throw new ShapeException("scatterAdd: index and source must have one shape, this one beside axis %d: "
                    .formatted(a)
                    + "this %s, index %s, source %s".formatted(self.shape(), index.shape(), source
                            .shape()));
        }
        Operands.dtype("scatterAdd", self, source);
        Device device = Operands.device("scatterAdd", self, index, source);
        device.backend().scatterAdd(source.view(), index.view(), a, self.view());
        return self;
    }

    /**
     * Rows of this table for an index of any shape: {@code [n, d]} by {@code [b…]} gives {@code [b…, d]}.
     *
     * @param index I64
     * @throws ShapeException if this tensor has not rank 2
     * @throws IndexOutOfBoundsException if an index lies outside {@code [0, n)}; on a card it is thrown by the next call that
     *     waits for the card
     */
    default Tensor embedding(Tensor index) {
        Shape table = self().shape();
        if (table.rank() != 2) {
            throw new ShapeException("embedding: needs a table [n, d], got shape " + table);
        }
        try (Tensor flat = index.flatten(); Tensor rows = self().indexSelect(0, flat)) {
            return rows.reshape(IndexLayout.rows(index.shape(), table.size(1)));
        }
    }

    /**
     * For these class numbers the unit vectors, along a new last axis: 1 at the class, else 0; I64, as the classes are.
     *
     * @param classes number of classes, at least 0
     * @throws DTypeException unless this tensor is I64
     * @throws IndexOutOfBoundsException if an element is not in {@code [0, classes)}; on a card it is thrown by the next call
     *     that waits for the card
     */
    default Tensor oneHot(long classes) {
        Tensor self = self();
        Operands.index("oneHot", self);
        try (Scope scope = Scope.open()) {
            Tensor index = self.unsqueeze(-1);
            Tensor units = Tensor.zeros(IndexLayout.rows(self.shape(), classes), DType.I64, self.device());
            return scope.keep(units.scatterAdd(-1, index, index.map(Expr.constant(1))));
        }
    }
}
