#!/usr/bin/env python3
"""Golden values of tests/Hebb.Tests/Layers/SpectrogramTests.cs: PyTorch 1.13 (torch.stft) and SciPy 1.10 (windows). Run: /usr/bin/python3 eng/golden/sounds.py

The sound is (k·7 mod 11 − 5) / 4 for k = 0, 1, …; channels last.
"""
import math
import numpy as np
import torch
from scipy.signal import get_window


def sound(*shape):
    n = int(np.prod(shape))
    return torch.tensor([(k * 7 % 11 - 5) / 4 for k in range(n)], dtype=torch.float64).reshape(shape)


def row(y):
    return "[" + ", ".join(f"{v:.9g}" for v in y.reshape(-1).tolist()) + "]"


def stft(x, length, step, transform, window):  # (batch, samples) → complex (batch, frames, frequencies); frames are filled up with zeros at their end
    w = torch.cat([torch.tensor(window), torch.zeros(transform - length, dtype=torch.float64)])
    x = torch.nn.functional.pad(x, (0, transform - length))
    return torch.stft(x, transform, step, transform, w, center=False, return_complex=True).transpose(1, 2)


def show_stft():
    x = sound(1, 14)
    hann = get_window("hann", 6, fftbins=False)
    z = stft(x, 6, 3, 8, hann / math.sqrt((hann ** 2).sum()))
    power = z.abs() ** 2
    print("real", row(z.real))
    print("imag", row(z.imag))
    print("stft", row(torch.cat([z.real, z.imag], -1)))
    print("magnitude", row(power.clamp(min=1e-7).sqrt()))
    print("log", row(power.clamp(min=1e-7).sqrt().log()))
    print("angle", row(torch.atan2(z.imag, z.real)))
    power[..., 1:-1] *= 2
    print("psd", row(power))
    stereo = sound(1, 9, 2)
    hamming = get_window("hamming", 4, fftbins=True)
    z = stft(stereo[0].T, 4, 2, 4, hamming / np.abs(hamming).sum()).real  # (channels, frames, frequencies)
    print("stereo", row(z.permute(1, 0, 2)), "apart", row(z.permute(1, 2, 0)))
    print("blackman", row(torch.tensor(get_window("blackman", 5, fftbins=False))))


def mel(x, transform, stride, length, window, rate, bins, low, high, exponent):
    z = torch.stft(x, transform, stride, length, torch.tensor(get_window(window, length)), center=True, pad_mode="reflect", return_complex=True).abs() ** exponent
    scale = lambda f: 1127 * np.log(1 + f / 700)
    edges = np.linspace(scale(low), scale(high), bins + 2)
    at = scale(np.linspace(0, rate / 2, transform // 2 + 1))[:, None]
    weights = np.maximum(0, np.minimum((at - edges[:-2]) / (edges[1:-1] - edges[:-2]), (edges[2:] - at) / (edges[2:] - edges[1:-1])))
    weights[0] = 0
    return torch.tensor(weights).T @ z


def show_mel():
    x = sound(2, 40)
    energy = mel(x, 16, 8, 16, "hann", 8000, 4, 20, 4000, 2)
    db = 10 * torch.log10(energy.clamp(min=1e-10))
    print("mel", row(torch.maximum(db, db.max() - 80)))
    energy = mel(x, 16, 8, 10, "hamming", 8000, 3, 300, 3500, 1)
    print("mel magnitudes", row(energy))
    db = 10 * torch.log10(energy.clamp(min=0.1)) - 10 * math.log10(2)
    print("mel cut", row(torch.maximum(db, db.max() - 6)))


show_stft()
show_mel()
