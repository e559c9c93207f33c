#!/usr/bin/env python3
"""Golden values of ConvLSTM from PyTorch's convolutions, as C#: tests/Hebb.Tests/Layers/ConvLSTMTests.cs. Inputs are (k·7 mod 11 − 5)/4; weights, in Keras' layout, (k·5 mod 7 − 3)/5."""
import torch
import torch.nn.functional as F


def numbers(shape, factor, modulus, shift, scale):
    n = 1
    for extent in shape:
        n *= extent
    return torch.tensor([((k * factor) % modulus - shift) / scale for k in range(n)], dtype=torch.float64).reshape(shape)


def same(x, w):  # zeros as Keras' padding same has them: an odd one behind
    pads = []
    for size in reversed(w.shape[2:]):
        pads += [(size - 1) // 2, size - 1 - (size - 1) // 2]
    return F.pad(x, pads)


def run(axes, x, filters, size, padding, strides, dilation, backwards=False, mask=None):
    conv = (F.conv1d, F.conv2d, F.conv3d)[axes - 1]
    channels = x.shape[-1]
    order = [axes + 1, axes] + list(range(axes))
    kernel = numbers(size + (channels, 4 * filters), 5, 7, 3, 5).permute(order)
    recurrent = numbers(size + (filters, 4 * filters), 5, 7, 3, 5).permute(order)
    bias = numbers((4 * filters,), 5, 7, 3, 5)
    steps = [x[:, t].permute([0, axes + 1] + list(range(1, axes + 1))) for t in range(x.shape[1])]
    h = c = None
    outputs = []
    for t in reversed(range(len(steps))) if backwards else range(len(steps)):
        seen = steps[t]
        if padding == "same":
            seen = same(seen, kernel)
        z = conv(seen, kernel, bias, stride=strides, dilation=dilation)
        if h is None:
            h = c = torch.zeros(x.shape[0], filters, *z.shape[2:], dtype=torch.float64)
        z = z + conv(same(h, recurrent), recurrent)
        i, f, g, o = z.chunk(4, dim=1)
        c2 = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
        h2 = torch.sigmoid(o) * torch.tanh(c2)
        if mask is not None:
            counts = mask[:, t].reshape([-1] + [1] * (axes + 1))
            h2, c2 = torch.where(counts, h2, h), torch.where(counts, c2, c)
        h, c = h2, c2
        outputs.append(h)
    last = [0] + list(range(2, axes + 2)) + [1]
    return [torch.stack([y.permute(last) for y in outputs], dim=1), c.permute(last)]


if __name__ == "__main__":
    mask = torch.tensor([[True, False, True], [True, True, False]])
    for name, arguments in (
        ("1D valid", (1, numbers((1, 3, 4, 2), 7, 11, 5, 4), 2, (2,), "valid", 1, 1)),
        ("1D stride 2 backwards", (1, numbers((1, 2, 5, 1), 7, 11, 5, 4), 1, (3,), "valid", 2, 1, True)),
        ("2D same, masked", (2, numbers((2, 3, 2, 2, 1), 7, 11, 5, 4), 1, (3, 2), "same", 1, 1, False, mask)),
        ("2D dilated", (2, numbers((1, 2, 4, 3, 1), 7, 11, 5, 4), 1, (2, 2), "valid", 1, 2)),
        ("3D", (3, numbers((1, 2, 2, 2, 2, 1), 7, 11, 5, 4), 1, (2, 1, 2), "valid", 1, 1)),
    ):
        outputs, c = run(*arguments)
        for what, v in (("outputs", outputs), ("last c", c)):
            print(name, what, list(v.shape), ", ".join(f"{number:.9f}" for number in v.reshape(-1).tolist()))
