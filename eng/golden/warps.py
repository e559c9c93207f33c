#!/usr/bin/env python3
"""Golden values of tests/Hebb.Tests/Layers/RandomImageLayersTests.cs: images looked up between pixels by PyTorch 1.13 (grid_sample). Run: /usr/bin/python3 eng/golden/warps.py"""
import math
import torch
import torch.nn.functional as F

H, W = 3, 4
x = torch.tensor([(i * 7) % 11 for i in range(H * W)], dtype=torch.float64).reshape(1, 1, H, W)
rows, columns = torch.meshgrid(torch.arange(H, dtype=torch.float64), torch.arange(W, dtype=torch.float64), indexing="ij")
middle, center = (H - 1) / 2, (W - 1) / 2


def rotation(turns):  # rows point down
    a = 2 * math.pi * turns
    return math.sin(a) * (columns - center) + math.cos(a) * (rows - middle) + middle, math.cos(a) * (columns - center) - math.sin(a) * (rows - middle) + center


def zoom(height, width):
    return (rows - middle) * (1 + height) + middle, (columns - center) * (1 + width) + center


def translation(height, width):
    return rows - height * H, columns - width * W


def show(name, places, padding, mode="bilinear"):
    grid = torch.stack([(2 * places[1] + 1) / W - 1, (2 * places[0] + 1) / H - 1], -1)[None]
    y = F.grid_sample(x, grid, mode=mode, padding_mode=padding, align_corners=False)
    print(name, padding, mode, ", ".join(f"{v:.9g}" for v in y.flatten().tolist()))


for padding in ["reflection", "border", "zeros"]:
    show("rotation 0.1", rotation(0.1), padding)
    show("zoom 0.4, -0.3", zoom(0.4, -0.3), padding)
    show("translation 0.3, -0.4", translation(0.3, -0.4), padding)
show("rotation -0.35", rotation(-0.35), "zeros")
show("rotation 0.1", rotation(0.1), "reflection", "nearest")
