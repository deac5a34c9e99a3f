package dev.culebra.nn.train;

import dev.culebra.engine.Tensor;
import dev.culebra.engine.Update;
import dev.culebra.nn.autograd.Variable;
import java.util.ArrayList;
import java.util.List;

/** A parameter of an optimizer, with what is remembered for it. */
final class Slot implements AutoCloseable {
    final String name;
    final Variable parameter;
    final ParameterGroup group;
    final ScalarTable table;
    final int row;
    final List<Tensor> remembered = new ArrayList<>();
    long steps;

    /**
     * @param row of the table, where the parameter's scalars are
     * @param quantities to be remembered, 0 at first
     */
    Slot(String name, Variable parameter, ParameterGroup group, ScalarTable table, int row, List<String> quantities) {
        this.name = name;
        this.parameter = parameter;
        this.group = group;
        this.table = table;
        this.row = row;
        String path = parameter.value().view().storage().name();
        for (String quantity : quantities) {
            remembered.add(Tensor.zeros(parameter.shape(), parameter.dtype(), parameter.device()).detach().named(
                    (path.isEmpty() ? name : path) + "." + quantity));
        }
    }

    /** What an update of this parameter is applied to. */
    Update.Group operands(Tensor gradient) {
        List<Tensor> tensors = new ArrayList<>(remembered.size() + 2);
        tensors.add(parameter.value());
        tensors.add(gradient);
        tensors.addAll(remembered);
        return new Update.Group(tensors, table.row(row));
    }

    @Override
    public void close() {
        remembered.forEach(Tensor::close);
    }
}
