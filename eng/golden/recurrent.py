#!/usr/bin/env python3
"""Golden values of recurrent layers from PyTorch, as C#: tests/Hebb.Tests/Layers/RecurrentTests.cs. Inputs are (k·7 mod 11 − 5)/4; weights, in Keras' layout, (k·5 mod 7 − 3)/5."""
import torch


def numbers(shape, factor, modulus, shift, scale):
    n = 1
    for extent in shape:
        n *= extent
    return torch.tensor([((k * factor) % modulus - shift) / scale for k in range(n)], dtype=torch.float64).reshape(shape)


def gates(w, order):  # Keras' gates, reordered to torch's
    parts = w.chunk(len(order), dim=-1)
    return torch.cat([parts[i] for i in order], dim=-1)


x = numbers((2, 3, 2), 7, 11, 5, 4)
for name, module, order, biases in (("rnn", torch.nn.RNN, [0], 1), ("lstm", torch.nn.LSTM, [0, 1, 2, 3], 1), ("gru", torch.nn.GRU, [1, 0, 2], 2)):
    units, count = 3, len(order)
    layer = module(2, units, batch_first=True).double()
    bias = numbers((biases, count * units), 5, 7, 3, 5)
    with torch.no_grad():
        layer.weight_ih_l0.copy_(gates(numbers((2, count * units), 5, 7, 3, 5), order).T)
        layer.weight_hh_l0.copy_(gates(numbers((units, count * units), 5, 7, 3, 5), order).T)
        layer.bias_ih_l0.copy_(gates(bias[0], order))
        layer.bias_hh_l0.copy_(gates(bias[1], order) if biases == 2 else torch.zeros(count * units))
        y, _ = layer(x)
    print(name, list(y.shape), ", ".join(f"{v:.9f}" for v in y.reshape(-1).tolist()))

# Sequences of 3 and 2 steps, packed: outputs (0 behind the end) and last states. The bidirectional layer has the same weights in both directions.
for name, module, order, biases in (("lstm", torch.nn.LSTM, [0, 1, 2, 3], 1), ("gru", torch.nn.GRU, [1, 0, 2], 2)):
    units, count = 3, len(order)
    bias = numbers((biases, count * units), 5, 7, 3, 5)
    layer = module(2, units, batch_first=True, bidirectional=True).double()
    with torch.no_grad():
        for suffix in ("l0", "l0_reverse"):
            getattr(layer, "weight_ih_" + suffix).copy_(gates(numbers((2, count * units), 5, 7, 3, 5), order).T)
            getattr(layer, "weight_hh_" + suffix).copy_(gates(numbers((units, count * units), 5, 7, 3, 5), order).T)
            getattr(layer, "bias_ih_" + suffix).copy_(gates(bias[0], order))
            getattr(layer, "bias_hh_" + suffix).copy_(gates(bias[1], order) if biases == 2 else torch.zeros(count * units))
        packed = torch.nn.utils.rnn.pack_padded_sequence(x, torch.tensor([3, 2]), batch_first=True)
        y, states = layer(packed)
        y, _ = torch.nn.utils.rnn.pad_packed_sequence(y, batch_first=True)
        last = torch.cat(states if isinstance(states, tuple) else (states,))  # h forward, h backward, (c forward, c backward)
    for what, v in (("sequences", y), ("states", last)):
        print(name, "packed", what, list(v.shape), ", ".join(f"{number:.9f}" for number in v.reshape(-1).tolist()))
