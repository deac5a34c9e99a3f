package dev.culebra.nn.autograd;

import dev.culebra.engine.Reduction;
import dev.culebra.engine.Tensor;
import java.util.List;

/**
 * The rules of differentiation, one line an operation in each of three tables: its value, what its backward pass reads, and
 * the gradient with respect to one input, given the gradient {@code upstream} of its output.
 */
final class Rules {
    private Rules() {}

    /** The value. */
    static Tensor value(Op op, Tensor... x) {
        return switch (op) {
            case Op.Map(var f) -> x[0].map(f, rest(x));
            case Op.MapAs(var f, _) -> x[0].map(f, rest(x));
            case Op.Reduce(var reduction, var keepAxes, var axes) -> x[0].reduce(reduction, keepAxes, ints(axes));
            case Op.Var(var correction, var keepAxes, var axes) -> x[0].var(correction, keepAxes, ints(axes));
            case Op.LogSumExp(var keepAxes, var axes) -> x[0].logSumExp(keepAxes, ints(axes));
            case Op.MatMul() -> x[0].matmul(x[1]);
            case Op.Linear() -> LinearRule.value(x);
            case Op.Reshape(var shape) -> x[0].reshape(shape);
            case Op.Permute(var axes) -> x[0].permute(ints(axes));
            case Op.Slice(var axis, var from, var to) -> x[0].slice(axis, from, to);
            case Op.Broadcast(var shape) -> x[0].broadcastTo(shape);
            case Op.Concat(var axis) -> Tensor.concat(axis, x);
            case Op.IndexSelect(var axis) -> x[0].indexSelect(axis, x[1]);
            case Op.Gather(var axis) -> x[0].gather(axis, x[1]);
            case Op.Embedding() -> x[0].embedding(x[1]);
            case Op.Conv2d(var window, var groups) -> x[0].conv2d(x[1], Convolution.bias(x), window, groups);
            case Op.MaxPool2d(var window) -> x[0].maxPool2d(window);
            case Op.AvgPool2d(var window) -> x[0].avgPool2d(window);
            case Op.Softmax(var axis) -> x[0].softmax(axis);
            case Op.LogSoftmax(var axis) -> x[0].logSoftmax(axis);
            case Op.CrossEntropy loss -> CrossEntropyRule.value(loss, x);
            case Op.Normalize normalize -> NormalizeRule.value(normalize, x);
        };
    }

    /**
     * What {@link #gradient} reads.
     *
     * @param wanted bit i if the gradient with respect to input i will be asked for
     */
    static Needs needs(Op op, long wanted) {
        return switch (op) {
            case Op.Map map -> MapGradient.of(map).needs(wanted);
            case Op.MapAs map -> MapGradient.of(map).needs(wanted);
            case Op.Reduce(var reduction, _, _) -> reduction == Reduction.SUM ? Needs.NOTHING : new Needs(1, true);
            case Op.Var _ -> Needs.inputs(0);
            case Op.LogSumExp _ -> new Needs(1, true);
            case Op.MatMul() -> new Needs((wanted & 1) << 1 | wanted >>> 1 & 1, false);
            case Op.Linear() -> new Needs((wanted & 1) << 1 | wanted >>> 1 & 1, false);
            case Op.Reshape _ -> Needs.NOTHING;
            case Op.Permute _ -> Needs.NOTHING;
            case Op.Slice _ -> Needs.NOTHING;
            case Op.Broadcast _ -> Needs.NOTHING;
            case Op.Concat _ -> Needs.NOTHING;
            case Op.IndexSelect _ -> Needs.inputs(1);
            case Op.Gather _ -> Needs.inputs(1);
            case Op.Embedding _ -> Needs.inputs(1);
            case Op.Conv2d _ -> new Needs((wanted & 1) << 1 | wanted >>> 1 & 1, false);
            case Op.MaxPool2d _ -> new Needs(1, true);
            case Op.AvgPool2d _ -> Needs.NOTHING;
            case Op.Softmax _ -> Needs.OUTPUT;
            case Op.LogSoftmax _ -> Needs.OUTPUT;
            case Op.CrossEntropy _ -> Needs.inputs(0, 1, 2);
            case Op.Normalize _ -> Needs.inputs(0, 1, 3, 4);
        };
    }

    /** The gradient with respect to input {@code i}, of that input's shape. */
    static Tensor gradient(Op op, int i, Saved saved, Tensor upstream) {
        return switch (op) {
            case Op.Map map -> Broadcasting.undo(MapGradient.of(map).gradient(i, saved, upstream), saved.shape(i));
            case Op.MapAs map -> Broadcasting.undo(MapGradient.of(map).gradient(i, saved, upstream), saved.shape(i));
            case Op.Reduce reduce -> ReduceRule.gradient(reduce, saved, upstream);
            case Op.Var variance -> StatisticsRule.gradient(variance, saved, upstream);
            case Op.LogSumExp sum -> StatisticsRule.gradient(sum, saved, upstream);
            case Op.MatMul() -> MatMulRule.gradient(i, saved, upstream);
            case Op.Linear() -> LinearRule.gradient(i, saved, upstream);
            case Op.Reshape _ -> upstream.reshape(saved.shape(0));
            case Op.Permute(var axes) -> upstream.permute(inverse(ints(axes)));
            case Op.Slice slice -> SliceRule.gradient(slice, saved, upstream);
            case Op.Broadcast _ -> Broadcasting.undo(upstream.share(), saved.shape(0));
            case Op.Concat(var axis) -> SliceRule.part(axis, i, saved, upstream);
            case Op.IndexSelect(var axis) -> IndexRule.select(axis, saved, upstream);
            case Op.Gather(var axis) -> IndexRule.gather(axis, saved, upstream);
            case Op.Embedding() -> IndexRule.embedding(saved, upstream);
            case Op.Conv2d conv -> Convolution.gradient(conv, i, saved, upstream);
            case Op.MaxPool2d(var window) -> PoolRule.max(window, saved, upstream);
            case Op.AvgPool2d(var window) -> PoolRule.mean(window, saved, upstream);
            case Op.Softmax(var axis) -> SoftmaxRule.gradient(axis, saved.output(), upstream);
            case Op.LogSoftmax(var axis) -> SoftmaxRule.logGradient(axis, saved.output(), upstream);
            case Op.CrossEntropy loss -> CrossEntropyRule.gradient(loss, saved, upstream);
            case Op.Normalize normalize -> NormalizeRule.gradient(normalize, i, saved, upstream);
        };
    }

    private static Tensor[] rest(Tensor[] x) {
        Tensor[] rest = new Tensor[x.length - 1];
        System.arraycopy(x, 1, rest, 0, rest.length);
        return rest;
    }

    static int[] ints(List<Integer> values) {
        return values.stream().mapToInt(Integer::intValue).toArray();
    }

    private static int[] inverse(int[] axes) {
        int[] inverse = new int[axes.length];
        for (int i = 0; i < axes.length; i++) {
            inverse[Math.floorMod(axes[i], axes.length)] = i;
        }
        return inverse;
    }
}
