"""PyTorch, asked by Culebra's benchmarks: a question comes in as a line of JSON, first values and seconds of each round go out.

    python bench/peers/pytorch.py full|tiny [cuda|cpu] [threads]

The questions are those of dev.culebra.bench.peer.Question, the numbers those of Numbers; how it is timed is as in Stopwatch.
"""
import json
import sys
import time

FACTOR = 7919
PERIOD = 1009
PROBE = 8

TINY = len(sys.argv) > 1 and sys.argv[1] == "tiny"
DEVICE = sys.argv[2] if len(sys.argv) > 2 else "cuda"
# Rounds; least and most seconds of warming, for work that is new and for work that was timed before.
ROUNDS, FRESH, AGAIN = \
    (3, (0, 0.02), (0, 0.01)) if TINY else \
    (7, (0.2, 3), (0.1, 1)) if DEVICE == "cuda" else \
    (5, (0.6, 12), (0.2, 3))
ROUND_SECONDS, MOST_CALLS = (0.005, 4) if TINY else (0.05, 20000)
WINDOW = 4
STEADY = 0.97


def answer(**fields):
    print(json.dumps(fields), flush=True)


try:
    import torch
    import torch.nn.functional as F

    import verbs

    if DEVICE == "cuda" and not torch.cuda.is_available():
        raise RuntimeError("PyTorch %s sees no card" % torch.__version__)
    if DEVICE == "cpu" and len(sys.argv) > 3:
        torch.set_num_threads(int(sys.argv[3]))
    ERROR = None
except (ImportError, RuntimeError) as error:
    ERROR = str(error)


def wait():
    if DEVICE == "cuda":
        torch.cuda.synchronize()


def numbers(shape, operand, scale=1.0):
    count = 1
    for size in shape:
        count *= size
    period = torch.arange(PERIOD, dtype=torch.int64)
    values = (((period * FACTOR + operand) % PERIOD).double() / PERIOD - 0.5).float()
    values = (values.double() * scale).float().to(DEVICE)
    repeats = (count + PERIOD - 1) // PERIOD
    return values.repeat(repeats)[:count].reshape(shape)


def one_round(work, calls, to_the_end):
    wait()
    start = time.perf_counter()
    for _ in range(calls):
        work()
    if to_the_end:
        wait()
    end = time.perf_counter()
    wait()
    return (end - start) / calls


def calls_of(seconds):
    return int(min(max(ROUND_SECONDS / max(seconds, 1e-9), 1), MOST_CALLS))


def warm(work, to_the_end, least, most):
    latest = []
    calls = 1
    start = time.perf_counter()
    while True:
        latest = (latest + [one_round(work, calls, to_the_end)])[-2 * WINDOW:]
        calls = calls_of(latest[-1])
        steady = len(latest) == 2 * WINDOW and min(latest[WINDOW:]) >= STEADY * min(latest[:WINDOW])
        elapsed = time.perf_counter() - start
        if elapsed >= least and (steady or elapsed >= most):
            return calls


def seconds(work, to_the_end, again):
    calls = warm(work, to_the_end, *(AGAIN if again else FRESH))
    return [one_round(work, calls, to_the_end) for _ in range(ROUNDS)]


def product(case):
    m, n, k = case["m"], case["n"], case["k"]
    a = numbers((k, m), 1).T if case["operands"][0] == "t" else numbers((m, k), 1)
    b = numbers((n, k), 2).T if case["operands"][1] == "t" else numbers((k, n), 2)
    if case["precision"] == "bf16":
        a, b = a.bfloat16(), b.bfloat16()
    torch.backends.cuda.matmul.allow_tf32 = case["precision"] == "tf32"
    return (a @ b).flatten()[:PROBE], lambda: a @ b


def array(case):
    rows = case["rows"]
    x, y, z = (numbers((rows, case["columns"]), operand) for operand in (1, 2, 3))
    work = {
        "copy": lambda: x.clone(),
        "relu": lambda: torch.relu(x),
        "add": lambda: x + y,
        "sigmoid": lambda: torch.sigmoid(x),
        "bias sigmoid": lambda: torch.sigmoid(x + y[0]),
        "six": lambda: (torch.relu(x * y + z) * 0.5 - x) * y,
        "softmax": lambda: torch.softmax(x, 1),
        "sum": lambda: x.sum(),
    }[case["function"]]
    return work().flatten()[:PROBE], work


def step(case):
    sizes, batch = case["sizes"], case["batch"]
    torch.backends.cuda.matmul.allow_tf32 = False
    layers = []
    for i, (inputs, outputs) in enumerate(zip(sizes, sizes[1:])):
        linear = torch.nn.Linear(inputs, outputs).to(DEVICE)
        with torch.no_grad():
            linear.weight.copy_(numbers((outputs, inputs), 10 + i, inputs ** -0.5))
            linear.bias.zero_()
        layers += [linear, torch.nn.ReLU() if case["activation"] == "relu" else torch.nn.Sigmoid()]
    model = torch.nn.Sequential(*layers[:-1])
    sgd = torch.optim.SGD(model.parameters(), lr=case["rate"])
    images = numbers((batch, sizes[0]), 4)
    labels = (torch.arange(batch) % sizes[-1]).to(DEVICE)

    def once():
        sgd.zero_grad()
        loss = F.cross_entropy(model(images), labels)
        loss.backward()
        sgd.step()
        return loss

    losses = [once().item() for _ in range(case["checked"])]
    return torch.tensor([losses[0], losses[-1]], dtype=torch.float64), \
        (lambda: once().item()) if case["read"] else once


def convolution(case):
    batch, channels, size, out, window, padding = (case[name] for name in ("batch", "channels", "size", "out", "window", "padding"))
    x = numbers((batch, channels, size, size), 1)
    w = numbers((out, channels, window, window), 2)
    b = numbers((out,), 3)
    side = size + 2 * padding - window + 1
    dy = numbers((batch, out, side, side), 5)

    def backward(*wanted):
        return torch.ops.aten.convolution_backward(dy, x, w, [out], [1, 1], [padding, padding], [1, 1], False, [0, 0], 1,
                                                   wanted)

    work = {
        "forward": lambda: F.conv2d(x, w, b, padding=padding),
        "input gradient": lambda: backward(True, False, False)[0],
        "weight gradient": lambda: backward(False, True, False)[1],
    }[case["part"]]
    return work().flatten()[:PROBE], work


def pooling(case):
    x = numbers((case["batch"], case["channels"], case["size"], case["size"]), 1)
    y, indices = F.max_pool2d(x, 2, return_indices=True)
    dy = numbers(y.shape, 5)
    work = {
        "max": lambda: F.max_pool2d(x, 2),
        "average": lambda: F.avg_pool2d(x, 2),
        "max gradient": lambda: torch.ops.aten.max_pool2d_with_indices_backward(
            dy, x, [2, 2], [2, 2], [0, 0], [1, 1], False, indices),
    }[case["part"]]
    return work().flatten()[:PROBE], work


def network(case):
    batch, size = case["batch"], case["size"]
    layers, channels = [], case["channels"][0]
    torch.backends.cudnn.allow_tf32 = False
    for out, window, padding in zip(case["channels"][1:], case["windows"], case["paddings"]):
        layers += [torch.nn.Conv2d(channels, out, window, padding=padding), torch.nn.ReLU(), torch.nn.MaxPool2d(2)]
        size = (size + 2 * padding - window + 1) // 2
        channels = out
    layers += [torch.nn.Flatten(), torch.nn.Linear(channels * size * size, 10)]
    model = torch.nn.Sequential(*layers).to(DEVICE)
    with torch.no_grad():
        for i, layer in enumerate(layer for layer in layers if hasattr(layer, "weight")):
            fan = layer.weight.numel() // layer.weight.shape[0]
            layer.weight.copy_(numbers(layer.weight.shape, 10 + i, fan ** -0.5))
            layer.bias.zero_()
    sgd = torch.optim.SGD(model.parameters(), lr=case["rate"])
    images = numbers((batch, case["channels"][0], case["size"], case["size"]), 4)
    labels = (torch.arange(batch) % 10).to(DEVICE)

    def once():
        sgd.zero_grad()
        loss = F.cross_entropy(model(images), labels)
        loss.backward()
        sgd.step()
        return loss.item()

    losses = [once() for _ in range(case["checked"])]
    return torch.tensor([losses[0], losses[-1]], dtype=torch.float64), once


def host(case):
    x, y = numbers((4, 4), 1), numbers((4, 4), 2)
    work = {
        "relu": lambda: torch.relu(x),
        "add": lambda: x + y,
        "sum": lambda: x.sum(),
        "matmul": lambda: x @ y,
    }[case["function"]]
    return work().flatten()[:PROBE], work


def verb(case):
    work = verbs.WORK[case["verb"]](numbers, DEVICE, *case["sizes"])
    return work().flatten()[:PROBE].clone(), work  # some work in place


def main():
    cases = {"product": product, "array": array, "step": step, "host": host, "verb": verb,
             "convolution": convolution, "pooling": pooling, "network": network}
    question, values, work = None, None, None
    for line in sys.stdin:
        if ERROR:
            answer(error=ERROR)
        elif not line.strip():
            cuda = torch.version.cuda
            answer(version=torch.__version__ + (", CUDA " + cuda if cuda else ""))
        else:
            try:
                again = line == question
                case = json.loads(line)
                if not again:
                    question, values, work = None, None, None
                    values, work = cases[case["case"]](case)
                    question = line
                answer(values=[float(value) for value in values],
                       seconds=seconds(work, case["case"] != "host", again))
            except RuntimeError as error:  # out of memory, most likely
                answer(error=str(error).splitlines()[0])


main()
