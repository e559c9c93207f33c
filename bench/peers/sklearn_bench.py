#!/usr/bin/env python3
"""scikit-learn on the workloads W1 and W2. usage: sklearn_bench.py THREADS [W1 ...]; one JSON line per measurement."""
import json
import sys
import time
import warnings

import numpy as np
import sklearn
from sklearn.neural_network import MLPClassifier

warnings.filterwarnings("ignore")
wanted = set(sys.argv[2:]) or {"W1", "W2"}
random = np.random.default_rng(0)


def fits(workload, model, x, y, steps, what=None):
    model.fit(x, y)
    times = []
    for _ in range(5):
        start = time.perf_counter()
        model.fit(x, y)
        times.append(time.perf_counter() - start)
    times = sorted(t / model.max_iter for t in times)
    for name, divisor in ((what, 1), ("train step", steps)):
        if name:
            print(json.dumps(dict(workload=workload, what=name, who="scikit-learn " + sklearn.__version__,
                                  median=times[2] / divisor, min=times[0] / divisor, max=times[-1] / divisor)), flush=True)


if "W1" in wanted:
    x, y = random.standard_normal((8000, 12), dtype=np.float32), (random.random(8000) > 0.5).astype(int)
    fits("W1", MLPClassifier((64, 32), batch_size=32, max_iter=10, tol=0, n_iter_no_change=100), x, y, 250, "epoch, shuffled")

if "W2" in wanted:
    x, y = random.standard_normal((12800, 784), dtype=np.float32), random.integers(0, 10, 12800)
    fits("W2", MLPClassifier((512, 256), batch_size=128, max_iter=1), x, y, 100)
