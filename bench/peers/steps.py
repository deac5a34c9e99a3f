"""Training steps A to E of StepBenchmark in PyTorch eager, each a line of JSON: microseconds, median and least of many runs.

    python bench/peers/steps.py [threads] [steps, as in ABC]
"""
import json
import statistics
import sys
import time

import torch
from torch import nn

STEPS = {
    "A": ("784-16-16-10", 64, nn.Sigmoid),
    "B": ("784-128-10", 64, nn.ReLU),
    "C": ("784-512-512-10", 64, nn.ReLU),
    "D": ("784-512-512-10", 512, nn.ReLU),
    "E": ("784-2048-2048-10", 1024, nn.ReLU),
}
RUNS = 15
RUN_SECONDS = 0.2


def network(sizes, activation):
    layers = []
    for inputs, outputs in zip(sizes, sizes[1:]):
        layers += [nn.Linear(inputs, outputs), activation()]
    return nn.Sequential(*layers[:-1])


def measure(name):
    net, batch, activation = STEPS[name]
    torch.manual_seed(1)
    model = network([int(size) for size in net.split("-")], activation)
    sgd = torch.optim.SGD(model.parameters(), lr=0.01)
    loss_of = nn.CrossEntropyLoss()
    inputs = torch.randn(batch, 784)
    labels = torch.arange(batch) % 10

    def step():
        sgd.zero_grad()
        loss = loss_of(model(inputs), labels)
        loss.backward()
        sgd.step()
        return loss.item()

    def run(times):
        start = time.perf_counter()
        for _ in range(times):
            step()
        return (time.perf_counter() - start) / times

    run(3)
    times = max(3, int(RUN_SECONDS / run(3)))
    runs = [run(times) * 1e6 for _ in range(RUNS)]
    return statistics.median(runs), min(runs)


if __name__ == "__main__":
    threads = int(sys.argv[1]) if len(sys.argv) > 1 else torch.get_num_threads()
    torch.set_num_threads(threads)
    for name in sys.argv[2] if len(sys.argv) > 2 else STEPS:
        median, least = measure(name)
        print(json.dumps({"step": name, "peer": "PyTorch " + torch.__version__, "threads": threads,
                          "median": round(median, 1), "least": round(least, 1)}), flush=True)
