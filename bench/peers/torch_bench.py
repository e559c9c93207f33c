#!/usr/bin/env python3
"""PyTorch on the workloads W1, W2, W7. usage: torch_bench.py THREADS [W1 ...]; one JSON line per measurement."""
import json
import sys
import time

import torch
import torch.nn as nn

torch.set_num_threads(int(sys.argv[1]))
wanted = set(sys.argv[2:]) or {"W1", "W2", "W7"}
torch.manual_seed(0)


def measure(workload, what, f, seconds=0.25, repetitions=9):
    start, warm = time.perf_counter(), 0
    while time.perf_counter() - start < 1.0 or warm < 3:
        f()
        warm += 1
    calls = max(1, int(seconds / ((time.perf_counter() - start) / warm)))
    times = []
    for _ in range(repetitions):
        start = time.perf_counter()
        for _ in range(calls):
            f()
        times.append((time.perf_counter() - start) / calls)
    times.sort()
    print(json.dumps(dict(workload=workload, what=what, who="PyTorch " + torch.__version__.split("+")[0],
                          median=times[len(times) // 2], min=times[0], max=times[-1])), flush=True)


def stepper(model, optimizer, loss, batches):
    position = [0]

    def step():
        x, y = batches[position[0] % len(batches)]
        position[0] += 1
        optimizer.zero_grad(set_to_none=True)
        loss(model(x), y).backward()
        optimizer.step()
    return step


if "W1" in wanted:
    model = nn.Sequential(nn.Linear(12, 64), nn.ReLU(), nn.Linear(64, 32), nn.ReLU(), nn.Linear(32, 1), nn.Sigmoid())
    x, y = torch.randn(8000, 12), (torch.rand(8000, 1) > 0.5).float()
    optimizer, loss = torch.optim.Adam(model.parameters(), 1e-3), nn.BCELoss()
    measure("W1", "train step", stepper(model, optimizer, loss, [(x[i:i + 32], y[i:i + 32]) for i in range(0, 8000, 32)]))

    def epoch():
        order = torch.randperm(8000)
        for i in range(0, 8000, 32):
            rows = order[i:i + 32]
            optimizer.zero_grad(set_to_none=True)
            loss(model(x[rows]), y[rows]).backward()
            optimizer.step()
    measure("W1", "epoch, shuffled", epoch, repetitions=5)
    row = torch.zeros(1, 12)

    def predict():
        with torch.no_grad():
            model(row)
    measure("W1", "predict one row", predict)

if "W2" in wanted:
    model = nn.Sequential(nn.Linear(784, 512), nn.ReLU(), nn.Linear(512, 256), nn.ReLU(), nn.Linear(256, 10))
    batches = [(torch.randn(128, 784), torch.randint(0, 10, (128,))) for _ in range(16)]
    measure("W2", "train step", stepper(model, torch.optim.Adam(model.parameters()), nn.CrossEntropyLoss(), batches))

if "W7" in wanted:
    model = nn.Linear(30, 1)
    x, y = torch.randn(1_000_000, 30), (torch.rand(1_000_000, 1) > 0.5).float()
    optimizer, loss = torch.optim.SGD(model.parameters(), 0.01), nn.BCEWithLogitsLoss()

    def contiguous():
        for i in range(0, 1_000_000, 1024):
            optimizer.zero_grad(set_to_none=True)
            loss(model(x[i:i + 1024]), y[i:i + 1024]).backward()
            optimizer.step()

    def shuffled():
        order = torch.randperm(1_000_000)
        for i in range(0, 1_000_000, 1024):
            rows = order[i:i + 1024]
            optimizer.zero_grad(set_to_none=True)
            loss(model(x[rows]), y[rows]).backward()
            optimizer.step()
    measure("W7", "epoch, contiguous", contiguous, repetitions=5)
    measure("W7", "epoch, shuffled", shuffled, repetitions=5)
