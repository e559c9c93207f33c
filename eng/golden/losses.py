"""Prints the golden values typed in tests/Hebb.Tests/Losses/OverlapAndClassLossTests.cs (torch 1.13 in float64, formulas of the papers). Run: python3 eng/golden/losses.py"""
import numpy as np
import torch
import torch.nn.functional as F

torch.set_printoptions(precision=17)
z = torch.tensor([[0.7, 1.5, 1.25], [2.5, -1.0, -0.5], [0.1, 0.2, -3.0], [1.0, 1.0, 1.0]], dtype=torch.float64)
labels = torch.tensor([1, 0, 2, 0])
one_hot = F.one_hot(labels, 3).double()
weights = torch.tensor([1.0, 2.0, 0.5, 0.0], dtype=torch.float64)
p = z.softmax(-1)


def show(name, value):
    print(name, np.asarray(value).tolist())


def focal(target, gamma, alpha):
    logs = z.log_softmax(-1)
    return -(alpha * (1 - logs.exp()) ** gamma * target * logs).sum(-1)


show("focal", focal(one_hot, 2, 0.25))
show("focal 1.5 0.6 smoothed", focal(one_hot * 0.9 + 0.1 / 3, 1.5, 0.6))
true = p.gather(1, labels[:, None])[:, 0]
for q in [0.5, 0.7]:
    show(f"gce {q}", (1 - true ** q) / q)

y = torch.tensor([[1.0, 0, 1], [0, 1, 0], [0, 0, 0], [1, 1, 1]], dtype=torch.float64)
s = z.sigmoid()
show("dice batch", 1 - 2 * (y * s).sum() / (y.sum() + s.sum()))
show("dice rows", 1 - 2 * (y * s).sum(-1) / (y.sum(-1) + s.sum(-1)))
for axis, name in [((0, 1), "batch"), ((1,), "rows")]:
    both, missed, more = (y * s).sum(axis), (y * (1 - s)).sum(axis), ((1 - y) * s).sum(axis)
    show(f"tversky {name}", 1 - both / (both + 0.3 * missed + 0.7 * more))

groups = torch.tensor([0, 1, 0, 1, 0])
e = torch.tensor([[1.0, 0.2], [0.9, -0.5], [0.3, 1.0], [-1.0, 0.1], [0.5, 0.5]], dtype=torch.float64)
e = F.normalize(e, dim=-1)


def circle(groups, gamma, margin):
    """Sun et al. 2020, equation 6, with every row as an anchor; similarities sn, sp, optima -m and 1 + m, boundaries m and 1 - m."""
    similarity, result = e @ e.T, []
    for i in range(len(e)):
        positive = [j for j in range(len(e)) if j != i and groups[j] == groups[i]]
        negative = [j for j in range(len(e)) if groups[j] != groups[i]]
        if not positive or not negative:
            result.append(0.0)
            continue
        sp, sn = similarity[i, positive], similarity[i, negative]
        n = torch.logsumexp(gamma * (sn + margin).clamp(min=0) * (sn - margin), 0)
        q = torch.logsumexp(-gamma * (1 + margin - sp).clamp(min=0) * (sp - 1 + margin), 0)
        result.append(F.softplus(n + q, threshold=1000).item())
    return result


show("circle 80", circle(groups, 80, 0.4))
show("circle 4", circle(groups, 4, 0.25))
show("circle lonely", circle(torch.tensor([0, 0, 1, 1, 2]), 4, 0.25))
ce = F.cross_entropy(z, labels, reduction="none")
show("sparse", ce)
show("sparse without class 2", F.cross_entropy(z, labels, ignore_index=2))
squares = (z[:, 0] - 1) ** 2
show("sum", (squares * weights).sum())
show("mean with weights", (squares * weights).sum() / weights.sum())
show("sum over batch size", (squares * weights).mean())
