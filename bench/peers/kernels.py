"""Verbs of ReductionBenchmark, SoftmaxBenchmark, NormalizationBenchmark, IndexingBenchmark and StreamBenchmark in PyTorch, results
into memory that is there wherever PyTorch can. Each a line of JSON: microseconds, median and least of many runs.

    python bench/peers/kernels.py [threads] [beginning of a name, as in softmax/1024x1000] …
"""
import json
import statistics
import sys
import time

import torch

RUNS = 9
RUN_SECONDS = 0.05
EPSILON = 1e-5
aten = torch.ops.aten


def uniform(*shape):
    return torch.rand(*shape) * 6 - 3


def streams():
    x, y, out = uniform(4096, 4096), uniform(4096, 4096), torch.empty(4096, 4096)
    bias = uniform(4096)
    yield "copy", lambda: out.copy_(x)
    yield "relu", lambda: torch.clamp_min(x, 0, out=out)
    yield "add", lambda: torch.add(x, y, out=out)
    yield "sigmoid", lambda: torch.sigmoid(x, out=out)
    yield "bias_sigmoid", lambda: torch.sigmoid_(torch.add(x, bias, out=out))


def reductions(rows, columns):
    x = uniform(rows, columns)
    by_row, by_column = torch.empty(rows), torch.empty(columns)
    row_index, column_index = torch.empty(rows, dtype=torch.int64), torch.empty(columns, dtype=torch.int64)
    yield "sum_all", lambda: x.sum()
    yield "sum_rows", lambda: torch.sum(x, 1, out=by_row)
    yield "sum_columns", lambda: torch.sum(x, 0, out=by_column)
    yield "max_all", lambda: x.max()
    yield "max_rows", lambda: torch.amax(x, 1, out=by_row)
    yield "max_columns", lambda: torch.amax(x, 0, out=by_column)
    yield "argmax_rows", lambda: torch.argmax(x, 1, out=row_index)
    yield "argmax_columns", lambda: torch.argmax(x, 0, out=column_index)


def softmax(rows, columns):
    x, out = uniform(rows, columns), torch.empty(rows, columns)
    labels, upstream = torch.randint(columns, (rows,)), uniform(rows)

    def losses():
        logs = torch.log_softmax(x, 1)
        return logs, aten.nll_loss_forward(logs, labels, None, 0, -100)

    def gradient():
        logs, (_, weight) = losses()
        return aten._log_softmax_backward_data(
            aten.nll_loss_backward(upstream, logs, labels, None, 0, -100, weight), logs, 1, torch.float32)

    yield "softmax", lambda: torch.softmax(x, 1, out=out)
    yield "log_softmax", lambda: torch.log_softmax(x, 1, out=out)
    yield "cross_entropy", losses
    yield "cross_entropy_and_gradient", gradient


def rows_normalized(rows, columns):
    x, upstream = uniform(rows, columns), uniform(rows, columns)
    scale, shift = uniform(columns), uniform(columns)
    _, mean, deviation = torch.native_layer_norm(x, [columns], scale, shift, EPSILON)
    yield "moments", lambda: torch.var_mean(x, 1, correction=0)
    yield "normalize", lambda: torch.native_layer_norm(x, [columns], scale, shift, EPSILON)
    yield "gradient", lambda: aten.native_layer_norm_backward(
        upstream, x, [columns], mean, deviation, scale, shift, [True, True, True])


def channels_normalized(*shape):
    x, upstream = uniform(*shape), uniform(*shape)
    scale, shift = uniform(shape[1]), uniform(shape[1])
    _, mean, deviation = torch.native_batch_norm(x, scale, shift, None, None, True, 0.1, EPSILON)
    yield "moments", lambda: torch.var_mean(x, (0, 2, 3), correction=0)
    yield "normalize", lambda: torch.native_batch_norm(x, scale, shift, None, None, True, 0.1, EPSILON)
    yield "gradient", lambda: aten.native_batch_norm_backward(
        upstream, x, scale, None, None, mean, deviation, True, EPSILON, [True, True, True])


def indexing(entries, columns, count):
    table, rows = uniform(entries, columns), uniform(count, columns)
    list_of_rows, elements = torch.randint(entries, (count,)), torch.randint(entries, (count, columns))
    yield "gather", lambda: torch.index_select(table, 0, list_of_rows, out=rows)
    yield "scatter_add", lambda: table.index_add_(0, list_of_rows, rows)
    yield "gather_elements", lambda: torch.gather(table, 0, elements, out=rows)
    yield "scatter_add_elements", lambda: table.scatter_add_(0, elements, rows)


FAMILIES = [
    ("stream", streams, [()]),
    ("reduction", reductions, [(64, 512), (1024, 1000), (4096, 4096)]),
    ("softmax", softmax, [(64, 10), (1024, 1000), (4096, 4096)]),
    ("normalization", rows_normalized, [(64, 512), (1024, 1000), (4096, 4096)]),
    ("normalization", channels_normalized, [(32, 64, 28, 28)]),
    ("indexing", indexing, [(1000, 64, 512), (10000, 50, 4096), (50000, 256, 8192)]),
]


def measure(work):
    def run(times):
        start = time.perf_counter()
        for _ in range(times):
            work()
        return (time.perf_counter() - start) / times

    run(3)
    times = max(2, int(RUN_SECONDS / run(3)))
    run(times)
    runs = [run(times) * 1e6 for _ in range(RUNS)]
    return statistics.median(runs), min(runs)


if __name__ == "__main__":
    threads = int(sys.argv[1]) if len(sys.argv) > 1 else torch.get_num_threads()
    torch.set_num_threads(threads)
    beginnings = sys.argv[2:] or [""]
    for family, cases, sizes in FAMILIES:
        for size in sizes:
            prefix = "/".join([family, "x".join(map(str, size))]) if size else family
            if not any((prefix + "/").startswith(b) or b.startswith(prefix) for b in beginnings):
                continue
            for function, work in cases(*size):
                name = prefix + "/" + function
                if any(name.startswith(b) for b in beginnings):
                    median, least = measure(work)
                    print(json.dumps({"case": name, "peer": "PyTorch " + torch.__version__, "threads": threads,
                                      "median": round(median, 1), "least": round(least, 1)}), flush=True)
