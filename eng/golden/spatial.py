#!/usr/bin/env python3
"""Golden values of resizing, adaptive pools and transposed convolutions with output padding from PyTorch, as C#: the rows of tests/Hebb.Tests/Layers/SpatialLayersTests.cs.
Inputs are k·7 mod 11 − 5, filters k·5 mod 7 − 3, channels last."""
import torch
import torch.nn.functional as F


def numbers(shape, factor, modulus, shift):
    n = 1
    for extent in shape:
        n *= extent
    return torch.tensor([(k * factor) % modulus - shift for k in range(n)], dtype=torch.float64).reshape(shape)


def row(y):
    return "[" + ", ".join(f"{v:.10g}" for v in y.movedim(1, -1).reshape(-1).tolist()) + "]"


x = numbers((1, 4, 5, 1), 7, 11, 5).movedim(-1, 1)
for name, mode in (("Nearest", "nearest-exact"), ("Bilinear", "bilinear"), ("Bicubic", "bicubic"), ("Area", "area")):
    for size in ((3, 3), (6, 7)):
        corners = {"align_corners": False} if mode in ("bilinear", "bicubic") else {}
        print(f"{{ Interpolation.{name}, {size[0]}, {size[1]}, {row(F.interpolate(x, size, mode=mode, **corners))} }},")
print("average1", row(F.adaptive_avg_pool1d(numbers((1, 7, 1), 7, 11, 5).movedim(-1, 1), 3)))
print("max1", row(F.adaptive_max_pool1d(numbers((1, 7, 1), 7, 11, 5).movedim(-1, 1), 3)))
print("average2", row(F.adaptive_avg_pool2d(x, (3, 2))))
print("max2", row(F.adaptive_max_pool2d(x, (3, 2))))
v = numbers((1, 3, 4, 5, 1), 7, 11, 5).movedim(-1, 1)
print("average3", row(F.adaptive_avg_pool3d(v, (2, 3, 2))))
print("max3", row(F.adaptive_max_pool3d(v, (2, 3, 2))))
w = numbers((3, 3, 2, 1), 5, 7, 3).movedim(-1, 0).movedim(-1, 1)  # (sizes, out, in) → torch's (in, out, sizes)
small = numbers((1, 2, 3, 1), 7, 11, 5).movedim(-1, 1)
print("valid", row(F.conv_transpose2d(small, w, stride=2, output_padding=1)))
# Keras walks the convolution with padding "same" back, which for 4 × 6 elements leaves out the last row and column only: (2 − 1)·2 + 3 mod 2 + 1 = 4.
print("same", row(F.conv_transpose2d(small, w, stride=2)[:, :, :4, :6]))
