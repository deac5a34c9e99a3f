package dev.culebra.nn.golden;

import dev.culebra.engine.DType;
import dev.culebra.engine.Tensor;
import dev.culebra.nn.autograd.Variable;
import java.util.Arrays;
import java.util.Map;

/** Other shapes, parts, and elements by index. */
final class MovementOperators {
    private MovementOperators() {}

    static void addTo(Map<String, Operator> all) {
        all.put("reshape", (a, x) -> x[0].reshape(a.numbers("shape")));
        all.put("flatten", (a, x) -> x[0].flatten(a.whole("start_dim", 0), a.whole("end_dim", -1)));
        all.put("permute", (a, x) -> x[0].permute(a.axes("dims")));
        all.put("unsqueeze", (a, x) -> x[0].unsqueeze(a.whole("dim")));
        all.put("expand", (a, x) -> x[0].unsqueeze(0).expand(a.numbers("shape")));
        all.put("transpose_add", (_, x) -> x[0].transpose(0, 1).add(x[0].transpose(0, 1).mul(2)));
        all.put("cat", (a, x) -> Variable.concat(a.whole("dim", 0), x));
        all.put("stack", (a, x) -> Variable.stack(a.whole("dim", 0), x));
        all.put("narrow", MovementOperators::narrow);
        all.put("gather", (a, x) -> x[0].gather(a.whole("dim"), index(x[1])));
        all.put("index_select", (a, x) -> x[0].indexSelect(a.whole("dim"), index(x[1])));
        all.put("embedding", (_, x) -> x[0].embedding(index(x[1])));
        all.put("one_hot", (a, x) -> Variable.constant(index(x[0]).oneHot(classes(a, x[0].value()))));
    }

    private static Variable narrow(Attributes attributes, Variable... x) {
        int axis = attributes.whole("dim");
        int start = attributes.whole("start");
        long from = start < 0 ? start + x[0].shape().size(axis) : start;
        return x[0].slice(axis, from, from + attributes.whole("length"));
    }

    private static Tensor index(Variable x) {
        return x.value().to(DType.I64);
    }

    private static long classes(Attributes attributes, Tensor labels) {
        int classes = attributes.whole("num_classes", -1);
        return classes >= 0 ? classes : Arrays.stream(labels.toLongs()).max().orElse(-1) + 1;
    }
}
