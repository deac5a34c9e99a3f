"""PyTorch, asked by Culebra's benchmarks: a case comes in as a line of JSON, first values and seconds go out.

    python bench/peers/pytorch.py full|tiny [cuda|cpu] [threads]

The numbers of every case are those of dev.culebra.bench.compare.Numbers; how it is timed is as in Stopwatch.
"""
import json
import statistics
import sys
import time

FACTOR = 7919
PERIOD = 1009
PROBE = 8
RATE = 0.1

TINY = len(sys.argv) > 1 and sys.argv[1] == "tiny"
ROUNDS, ROUND_SECONDS, MOST_CALLS = (3, 0.005, 4) if TINY else (7, 0.05, 20000)


def answer(**fields):
    print(json.dumps(fields), flush=True)


try:
    import torch
    import torch.nn.functional as F

    DEVICE = sys.argv[2] if len(sys.argv) > 2 else "cuda"
    if DEVICE == "cuda" and not torch.cuda.is_available():
        raise RuntimeError("PyTorch %s sees no card" % torch.__version__)
    if len(sys.argv) > 3:
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


def seconds(work, to_the_end=True):
    one_round(work, 1, to_the_end)
    estimate = one_round(work, 2, to_the_end)
    calls = int(min(max(ROUND_SECONDS / max(estimate, 1e-9), 1), MOST_CALLS))
    one_round(work, calls, to_the_end)
    return statistics.median(one_round(work, calls, to_the_end) for _ in range(ROUNDS))


def product(case):
    n = case["n"]
    a, b = numbers((n, n), 1), numbers((n, n), 2)
    if case["precision"] == "bf16":
        a, b = a.bfloat16(), b.bfloat16()
    torch.backends.cuda.matmul.allow_tf32 = case["precision"] == "tf32"
    values = (a @ b)[0, :PROBE]
    return values, seconds(lambda: a @ b)


def array(case):
    rows = case["rows"]
    x, y, z = (numbers((rows, case["columns"]), operand) for operand in (1, 2, 3))
    work = {
        "copy": lambda: x.clone(),
        "relu": lambda: torch.relu(x),
        "sigmoid": lambda: torch.sigmoid(x),
        "six": lambda: (torch.relu(x * y + z) * 0.5 - x) * y,
        "softmax": lambda: torch.softmax(x, 1),
        "sum": lambda: x.sum(),
    }[case["function"]]
    return work().flatten()[:PROBE], seconds(work)


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
    sgd = torch.optim.SGD(model.parameters(), lr=RATE)
    images = numbers((batch, sizes[0]), 4)
    labels = (torch.arange(batch) % sizes[-1]).to(DEVICE)

    def once():
        sgd.zero_grad()
        loss = F.cross_entropy(model(images), labels)
        loss.backward()
        sgd.step()
        return loss

    losses = [once().item() for _ in range(case["checked"])]
    work = (lambda: once().item()) if case["read"] else once
    return torch.tensor([losses[0], losses[-1]], dtype=torch.float64), seconds(work)


def host(case):
    x, y = numbers((4, 4), 1), numbers((4, 4), 2)
    work = {
        "relu": lambda: torch.relu(x),
        "add": lambda: x + y,
        "sum": lambda: x.sum(),
        "matmul": lambda: x @ y,
    }[case["function"]]
    return work().flatten()[:PROBE], seconds(work, False)


def main():
    cases = {"product": product, "array": array, "step": step, "host": host}
    for line in sys.stdin:
        if ERROR:
            answer(error=ERROR)
        elif not line.strip():
            answer(name="PyTorch " + torch.__version__ + ", CUDA " + str(torch.version.cuda))
        else:
            case = json.loads(line)
            try:
                values, duration = cases[case["case"]](case)
                answer(values=[float(value) for value in values], seconds=duration)
            except RuntimeError as error:  # out of memory, most likely
                answer(error=str(error).splitlines()[0])


main()
