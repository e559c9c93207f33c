#!/usr/bin/env python3
"""PyTorch on the workloads W1 to W7. usage: torch_bench.py THREADS [W1 ...]; one JSON line per measurement."""
import json
import sys
import time

import torch
import torch.nn as nn

torch.set_num_threads(int(sys.argv[1]))
wanted = set(sys.argv[2:]) or {"W1", "W2", "W3", "W4", "W5", "W5b", "W6", "W7"}
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

def images(name, model, optimizer, rows, shape, count):
    """Both layouts of memory; the faster one counts."""
    for layout in (torch.contiguous_format, torch.channels_last):
        model = model.to(memory_format=layout)
        batches = [(torch.randn(rows, *shape).to(memory_format=layout), torch.randint(0, 10, (rows,))) for _ in range(count)]
        suffix = "" if layout == torch.contiguous_format else ", channels last"
        measure(name, "train step" + suffix, stepper(model, optimizer, nn.CrossEntropyLoss(), batches), seconds=0.5, repetitions=7)


if "W3" in wanted:
    model = nn.Sequential(nn.Conv2d(1, 32, 3), nn.ReLU(), nn.MaxPool2d(2), nn.Conv2d(32, 64, 3), nn.ReLU(), nn.MaxPool2d(2), nn.Flatten(), nn.Dropout(0.5), nn.Linear(1600, 10))
    images("W3", model, torch.optim.Adam(model.parameters()), 128, (1, 28, 28), 8)


class Block(nn.Module):
    def __init__(self, before, filters, stride):
        super().__init__()
        self.inner = nn.Sequential(
            nn.Conv2d(before, filters, 3, stride, 1, bias=False), nn.BatchNorm2d(filters), nn.ReLU(), nn.Conv2d(filters, filters, 3, 1, 1, bias=False), nn.BatchNorm2d(filters))
        self.shortcut = nn.Identity() if stride == 1 else nn.Sequential(nn.Conv2d(before, filters, 1, stride, bias=False), nn.BatchNorm2d(filters))

    def forward(self, x):
        return torch.relu(self.inner(x) + self.shortcut(x))


if "W4" in wanted:
    blocks, before = [nn.Conv2d(3, 16, 3, 1, 1, bias=False), nn.BatchNorm2d(16), nn.ReLU()], 16
    for filters in (16, 32, 64):
        for block in range(3):
            blocks.append(Block(before, filters, 2 if filters > 16 and block == 0 else 1))
            before = filters
    model = nn.Sequential(*blocks, nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(64, 10))
    images("W4", model, torch.optim.SGD(model.parameters(), 0.1, momentum=0.9), 64, (3, 32, 32), 4)

def sequences(name, model, batches):
    measure(name, "train step", stepper(model, torch.optim.Adam(model.parameters()), nn.CrossEntropyLoss(), batches), seconds=0.5, repetitions=7)
    model.eval()

    def predict():
        with torch.no_grad():
            model(batches[0][0])
    measure(name, "predict batch", predict, seconds=0.5, repetitions=7)


class Recurrent(nn.Module):
    def __init__(self, layer):
        super().__init__()
        self.layer, self.output = layer, nn.Linear(128, 10)

    def forward(self, x):
        return self.output(self.layer(x)[0][:, -1])


for name, layer in (("W5", nn.LSTM), ("W5b", nn.GRU)):
    if name in wanted:
        batches = [(torch.randn(64, 100, 32), torch.randint(0, 10, (64,))) for _ in range(4)]
        sequences(name, Recurrent(layer(32, 128, batch_first=True)), batches)


class Transformer(nn.Module):
    def __init__(self):
        super().__init__()
        self.tokens, self.positions = nn.Embedding(20000, 256), nn.Parameter(torch.randn(1, 128, 256) * 0.02)
        self.blocks = nn.TransformerEncoder(nn.TransformerEncoderLayer(256, 4, 1024, 0.0, "gelu", batch_first=True), 4)
        self.output = nn.Linear(256, 2)

    def forward(self, x):
        return self.output(self.blocks(self.tokens(x) + self.positions).mean(1))


if "W6" in wanted:
    batches = [(torch.randint(0, 20000, (16, 128)), torch.randint(0, 2, (16,))) for _ in range(4)]
    sequences("W6", Transformer(), batches)

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
