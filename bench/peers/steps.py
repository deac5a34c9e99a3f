"""A process of PyTorch that trains, step by step, from its start on: what dev.culebra.bench.start.Steps is of Culebra.

    python bench/peers/steps.py 784,128,10 64 relu 2 1000        sizes, batch, activation, threads, steps
"""
import sys
import time

import torch


def main(sizes, batch, activation, threads, steps):
    torch.set_num_threads(int(threads))
    sizes = [int(size) for size in sizes.split(",")]
    layers = []
    for inputs, outputs in zip(sizes, sizes[1:]):
        layers += [torch.nn.Linear(inputs, outputs), torch.nn.ReLU() if activation == "relu" else torch.nn.Sigmoid()]
    model = torch.nn.Sequential(*layers[:-1])
    sgd = torch.optim.SGD(model.parameters(), lr=0.01)
    images = torch.randn(int(batch), sizes[0])
    labels = torch.arange(int(batch)) % sizes[-1]

    def train():
        sgd.zero_grad()
        loss = torch.nn.functional.cross_entropy(model(images), labels)
        loss.backward()
        sgd.step()
        return loss.item()

    train()
    print("first", flush=True)
    first = time.perf_counter_ns()
    done = []
    for _ in range(int(steps)):
        train()
        done.append(time.perf_counter_ns() - first)
    print("\n".join(map(str, done)))
    with open("/proc/self/status", encoding="ascii") as status:
        print(next(line.split()[1] for line in status if line.startswith("VmHWM:")))


main(*sys.argv[1:])
