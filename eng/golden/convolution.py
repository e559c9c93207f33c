#!/usr/bin/env python3
"""Golden values of convolutions and pools from PyTorch, as C#: the rows of tests/Hebb.Tests/Ops/WindowTests.cs. Inputs are k·7 mod 11 − 5, filters k·5 mod 7 − 3, channels last."""
import torch
import torch.nn.functional as F


def numbers(shape, factor, modulus, shift):
    n = 1
    for extent in shape:
        n *= extent
    return torch.tensor([(k * factor) % modulus - shift for k in range(n)], dtype=torch.float64).reshape(shape)


def show(name, y):
    values = y.movedim(1, -1).reshape(-1)
    print(name, list(y.movedim(1, -1).shape), ", ".join(f"{v:.15g}" for v in values.tolist()))


def inputs(*shape):
    return numbers(shape, 7, 11, 5).movedim(-1, 1)


def filters(*shape):  # (sizes, in/groups, out) → torch's (out, in/groups, sizes)
    w = numbers(shape, 5, 7, 3)
    return w.movedim(-1, 0).movedim(-1, 1)


def transposed(*shape):  # (sizes, out, in) → torch's (in, out, sizes)
    w = numbers(shape, 5, 7, 3)
    return w.movedim(-1, 0).movedim(-1, 1)


show("conv1d", F.conv1d(inputs(1, 6, 2), filters(3, 2, 2)))
show("conv1d dilated", F.conv1d(inputs(1, 6, 2), filters(2, 2, 2), dilation=3))
show("conv1d causal", F.conv1d(F.pad(inputs(1, 5, 1), (4, 0)), filters(3, 1, 1), dilation=2))
show("conv2d strided padded", F.conv2d(inputs(1, 5, 4, 2), filters(3, 2, 2, 2), stride=(2, 1), padding=1))
show("conv2d groups", F.conv2d(inputs(1, 4, 3, 4), filters(2, 2, 2, 4), groups=2))
show("conv3d", F.conv3d(inputs(1, 3, 3, 3, 1), filters(2, 2, 2, 1, 2)))
show("transposed", F.conv_transpose2d(inputs(1, 2, 3, 2), transposed(3, 2, 1, 2), stride=2))
show("conv2d reflect", F.conv2d(F.pad(inputs(1, 4, 3, 1), (1, 1, 1, 1), mode="reflect"), filters(3, 3, 1, 1)))
show("conv1d causal strided", F.conv1d(F.pad(inputs(1, 7, 2), (2, 0)), filters(3, 2, 1), stride=2))
show("conv3d strided dilated", F.conv3d(inputs(1, 5, 4, 5, 1), filters(2, 2, 2, 1, 1), stride=(2, 1, 2), dilation=(1, 2, 1)))
show("transposed dilated", F.conv_transpose1d(inputs(1, 4, 1), transposed(2, 2, 1), stride=2, dilation=3))
show("transposed 3d", F.conv_transpose3d(inputs(1, 2, 1, 2, 1), transposed(2, 2, 2, 1, 1), stride=(2, 1, 1)))


def depthwise(*shape):  # (sizes, channels, multiplier) → torch's (channels · multiplier, 1, sizes); for tests/Hebb.Tests/Layers/SpatialLayersTests.cs
    return numbers(shape, 5, 7, 3).reshape(*shape[:-2], -1).movedim(-1, 0).unsqueeze(1)


show("depthwise", F.conv2d(inputs(1, 4, 4, 2), depthwise(2, 3, 2, 2), groups=2))
show("separable 2d", F.conv2d(F.conv2d(inputs(1, 4, 4, 2), depthwise(2, 2, 2, 2), groups=2), filters(1, 1, 4, 2)))
show("separable 1d", F.conv1d(F.conv1d(inputs(1, 6, 2), depthwise(3, 2, 1), groups=2, stride=2), filters(1, 2, 2)))
show("max", F.max_pool2d(inputs(1, 5, 5, 1), 3, 2, padding=1))
show("average", F.avg_pool2d(inputs(1, 5, 5, 1), 2, 2, ceil_mode=True, count_include_pad=False))
