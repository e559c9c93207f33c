#!/usr/bin/env python3
"""Golden values of attention from PyTorch: the rows of tests/Hebb.Tests/Layers/MultiHeadAttentionTests.cs and Models/AttentionScoresTests.cs. Numbers are k·7 mod 11 − 5 and k·5 mod 7 − 3, over 4."""
import torch
import torch.nn.functional as F


def numbers(shape, factor, modulus, shift):
    n = 1
    for extent in shape:
        n *= extent
    return torch.tensor([((k * factor) % modulus - shift) / 4 for k in range(n)], dtype=torch.float64).reshape(shape)


def show(name, y):
    print(name, list(y.shape), ", ".join(f"{v:.12g}" for v in y.reshape(-1).tolist()))


heads, size, features = 2, 2, 4
x = numbers((1, 3, features), 7, 11, 5)
# Keras' kernels (features, heads, size) are torch's transposed: weight rows are outputs.
kernels = [numbers((features, heads * size), 5, 7, 3) * (i + 1) / 2 for i in range(4)]
biases = [numbers((heads * size,), 7, 11, 5) * (i + 1) / 2 for i in range(4)]
layer = torch.nn.MultiheadAttention(features, heads, batch_first=True, dtype=torch.float64)
with torch.no_grad():
    layer.in_proj_weight.copy_(torch.cat([k.T for k in kernels[:3]]))
    layer.in_proj_bias.copy_(torch.cat(biases[:3]))
    layer.out_proj.weight.copy_(kernels[3].T)
    layer.out_proj.bias.copy_(biases[3])
    y, scores = layer(x, x, x, average_attn_weights=False)
    show("self", y)
    show("scores", scores)
    y, scores = layer(x, x, x, attn_mask=torch.triu(torch.ones(3, 3, dtype=torch.bool), 1), average_attn_weights=False)
    show("causal", y)
    show("causal scores", scores)
    y, scores = layer(x, x, x, key_padding_mask=torch.tensor([[False, True, False]]), average_attn_weights=False)
    show("masked", y)
    show("masked scores", scores)
    read = numbers((1, 2, features), 5, 7, 3)
    show("cross scores", layer(x, read, read, average_attn_weights=False)[1])
