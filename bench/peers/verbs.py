"""What PyTorch is asked of rows, columns, groups and indices: by name, what makes the operation ready.

Each takes a way to make operands, the device and sizes, and returns what computes the operation, its first result first. The names
and operands are those of ReductionCases, SoftmaxCases, NormalizationCases and IndexCases in dev.culebra.bench.compare.
"""
import torch

FACTOR = 7919
EPSILON = 1e-5
aten = torch.ops.aten


def of_matrix(function):
    def ready(numbers, device, rows, columns):
        x = numbers((rows, columns), 1)
        return lambda: function(x)
    return ready


def of_labels(function):
    def ready(numbers, device, rows, columns):
        x = numbers((rows, columns), 1)
        labels = torch.arange(rows, device=device) * FACTOR % columns
        upstream, weight = torch.ones(rows, device=device), torch.zeros((), device=device)
        return lambda: function(x, labels, upstream, weight)
    return ready


def losses(x, labels):
    logs = torch.log_softmax(x, 1)
    return aten.nll_loss_forward(logs, labels, None, 0, -100)[0], logs


def loss_gradient(x, labels, upstream, weight):
    _, logs = losses(x, labels)
    return aten._log_softmax_backward_data(
        aten.nll_loss_backward(upstream, logs, labels, None, 0, -100, weight), logs, 1, torch.float32)


def of_groups(function):
    """Rows of a matrix, or the channels of pictures."""
    def ready(numbers, device, *shape):
        x, upstream = numbers(shape, 1), numbers(shape, 4)
        scale, shift = numbers((shape[1],), 2), numbers((shape[1],), 3)
        work = function(len(shape) == 2, x, scale, shift, upstream)
        return lambda: work()[0]
    return ready


def moments(is_rows, x, scale, shift, upstream):
    return lambda: torch.var_mean(x, 1 if is_rows else (0, 2, 3), correction=0)


def normalize(is_rows, x, scale, shift, upstream):
    if is_rows:
        return lambda: torch.native_layer_norm(x, [x.shape[1]], scale, shift, EPSILON)
    return lambda: torch.native_batch_norm(x, scale, shift, None, None, True, 0.1, EPSILON)


def normalize_gradient(is_rows, x, scale, shift, upstream):
    _, mean, deviation = normalize(is_rows, x, scale, shift, upstream)()
    wanted = [True, True, True]
    if is_rows:
        return lambda: aten.native_layer_norm_backward(upstream, x, [x.shape[1]], mean, deviation, scale, shift, wanted)
    return lambda: aten.native_batch_norm_backward(upstream, x, scale, None, None, mean, deviation, True, EPSILON, wanted)


def of_table(function):
    """A table, so many of its rows, and so many of its elements."""
    def ready(numbers, device, entries, columns, count):
        table, added = numbers((entries, columns), 1), numbers((count, columns), 2)
        rows = torch.arange(count, device=device) * FACTOR % entries
        elements = torch.arange(count * columns, device=device).reshape(count, columns) * FACTOR % entries
        return lambda: function(table, rows, elements, added)
    return ready


WORK = {
    "sum of all": of_matrix(lambda x: x.sum()),
    "sums of rows": of_matrix(lambda x: x.sum(1)),
    "sums of columns": of_matrix(lambda x: x.sum(0)),
    "largest of all": of_matrix(lambda x: x.max()),
    "largest of rows": of_matrix(lambda x: torch.amax(x, 1)),
    "largest of columns": of_matrix(lambda x: torch.amax(x, 0)),
    "place of the largest in rows": of_matrix(lambda x: torch.argmax(x, 1)),
    "place of the largest in columns": of_matrix(lambda x: torch.argmax(x, 0)),
    "softmax": of_matrix(lambda x: torch.softmax(x, 1)),
    "logarithm of softmax": of_matrix(lambda x: torch.log_softmax(x, 1)),
    "cross-entropy": of_labels(lambda x, labels, upstream, weight: losses(x, labels)[0]),
    "cross-entropy and gradient": of_labels(loss_gradient),
    "moments": of_groups(moments),
    "normalise": of_groups(normalize),
    "gradients": of_groups(normalize_gradient),
    "rows by index": of_table(lambda table, rows, elements, added: torch.index_select(table, 0, rows)),
    "rows added by index": of_table(lambda table, rows, elements, added: table.index_add_(0, rows, added)),
    "elements by index": of_table(lambda table, rows, elements, added: torch.gather(table, 0, elements)),
    "elements added by index": of_table(lambda table, rows, elements, added: table.scatter_add_(0, elements, added)),
}
