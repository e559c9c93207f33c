#!/usr/bin/env python3
"""`hebb train` and `hebb predict` on the sets of the benchmark, as a user runs them: a process for each training, so seconds and peak memory are those of
the whole command. Goes on where it was stopped.

usage: hebb.py DATA RESULTS [--name NAME] [--tool Hebb.Tool.dll] [--list choosing|judging] [--set NAME ...] [--splits N] [-- OPTIONS OF hebb train]

A recipe is tried under a name of its own: hebb.py DATA RESULTS --name hebb-l2 --set pima glass --splits 5 -- --l2 0.001
"""
import csv
import os
import sys
import tempfile

import numpy as np

from bench import HERE, arguments, command, trainings

TOOL = HERE.parent.parent / "artifacts" / "bin" / "Hebb.Tool" / "release" / "Hebb.Tool.dll"
FEWEST = "0.00001"  # the share that hebb itself holds out: one row


def write(path, header, rows):
    with open(path, "w", newline="", encoding="utf-8") as file:
        csv.writer(file, lineterminator="\n").writerows([header, *rows])


def training(tool, options, table, split, held, name):
    """Trains on the rows that are not held out, with the target; predicts the others, without."""
    with table.path.open(newline="", encoding="utf-8") as file:
        header, *rows = csv.reader(file)
    out, place = set(held), header.index(table.target)
    with tempfile.TemporaryDirectory() as folder:
        write(f"{folder}/train.csv", header, [row for i, row in enumerate(rows) if i not in out])
        write(f"{folder}/held.csv", header[:place] + header[place + 1:], [rows[i][:place] + rows[i][place + 1:] for i in held])
        own = [] if "--test-split" in options else ["--test-split", FEWEST]
        seconds, peak = command(["dotnet", tool, "train", "train.csv", "--target", table.target, "--output", "model", *own, *options], folder)
        command(["dotnet", tool, "predict", "model", "held.csv", "--output", "answers.csv"], folder)
        with open(f"{folder}/answers.csv", newline="", encoding="utf-8") as file:
            names, *answers = csv.reader(file)
    column = {given: i for i, given in enumerate(names)}
    if table.task == "number":
        return np.array([float(row[column["prediction"]]) for row in answers]), seconds, peak
    result = np.zeros((len(answers), len(table.classes)))
    for code, given in enumerate(table.classes):
        if (place := column.get(f"probability_{given}")) is not None:
            result[:, code] = [float(row[place]) for row in answers]
    if not result.sum(1).all():
        raise RuntimeError(f"rows without a probability: the classes are {table.classes}, the columns {names}")
    return result, seconds, peak


mine, options = sys.argv[1:], []
if "--" in mine:
    mine, options = mine[:mine.index("--")], mine[mine.index("--") + 1:]
parser = arguments(__doc__)
parser.add_argument("--name", default="hebb", help="the contestant's name in the results")
parser.add_argument("--tool", default=str(TOOL))
given = parser.parse_args(mine)
trainings(given, [given.name], lambda *which: training(os.path.abspath(given.tool), options, *which), options=" ".join(options))
