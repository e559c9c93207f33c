#!/usr/bin/env python3
"""LightGBM by ML.NET on the sets of the benchmark: a process for each training (mlnet.cs). Goes on where it was stopped.

usage: lightgbm.py DATA RESULTS [--list choosing|judging] [--set NAME ...] [--splits N] [--program mlnet.dll]
build before: dotnet build -c Release bench/tables/mlnet.cs -o artifacts/mlnet
"""
import math
import os
import pathlib
import tempfile

import numpy as np

from bench import HERE, arguments, command, trainings

PROGRAM = HERE.parent.parent / "artifacts" / "mlnet" / "mlnet.dll"


def lines(table, rows):
    """The label first, then numbers and codes of categories; empty for missing."""
    columns = []
    for name in table.inputs:
        values = table.inputs[name].to_numpy()[rows]
        if name in table.categories:
            codes = {value: f"c{code}" for code, value in enumerate(sorted(set(table.inputs[name].dropna())))}
            columns.append([codes.get(value, "") for value in values])
        else:
            columns.append(["" if math.isnan(value) else repr(float(value)) for value in values])
    labels = [repr(float(y)) if table.task == "number" else str(y) for y in table.y[rows]]
    header = ",".join(["label", *("t" if name in table.categories else "n" for name in table.inputs)])
    return "\n".join([header, *map(",".join, zip(labels, *columns))]) + "\n"


def training(program, table, split, held, name):
    """LightGBM's answers; tuned stops early by a tenth of the rows to learn from."""
    rows = np.random.default_rng(int(split[0])).permutation(np.setdiff1d(np.arange(len(table.y)), held))
    tenth = len(rows) // 10 if name == "lgb-tuned" else 0
    with tempfile.TemporaryDirectory() as folder:
        for part, some in dict(held=held, train=rows[tenth:], validation=rows[:tenth]).items():
            if len(some):
                (pathlib.Path(folder) / f"{part}.csv").write_text(lines(table, some))
        seconds, peak = command(["dotnet", program, folder, table.task, "tuned" if tenth else "default"], folder)
        answers = np.loadtxt(f"{folder}/answers.csv", delimiter=",", ndmin=2)
    if table.task == "number":
        return answers[:, 0], seconds, peak
    result = np.zeros((len(held), len(table.classes)))
    result[:, sorted(set(table.y[rows]))] = answers
    return result, seconds, peak


parser = arguments(__doc__)
parser.add_argument("--program", default=str(PROGRAM))
given = parser.parse_args()
trainings(given, ["lgb", "lgb-tuned"], lambda *which: training(os.path.abspath(given.program), *which))
