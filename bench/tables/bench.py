"""What the contestants and the judge share: tables, results, and the loop over trainings that goes on where it was stopped."""
import argparse
import json
import os
import pathlib
import subprocess
import time

import numpy as np
import pandas as pd

from splits import read_splits

HERE = pathlib.Path(__file__).parent


def sets(list_=None, names=()):
    """The sets of a list, or those that are named."""
    every = json.loads((HERE / "sets.json").read_text())
    unknown = set(names) - {one["name"] for one in every}
    if unknown:
        raise SystemExit(f"unknown set: {', '.join(sorted(unknown))}")
    return [one for one in every if (one["name"] in names if names else list_ in (None, one["list"]))]


class TableSet:
    """A table as numbers and categories, and its splits."""

    def __init__(self, one, folder):
        self.path = pathlib.Path(folder) / f"{one['name']}.csv"
        self.name, self.task, self.target = one["name"], one["task"], one["target"]
        frame = pd.read_csv(self.path, keep_default_na=False, na_values=[""], low_memory=False,
                            dtype={self.target: str} if self.task != "number" else None)
        target = frame.pop(self.target)
        self.inputs = frame
        self.categories = [name for name in frame if frame[name].dtype == object]
        self.numbers = [name for name in frame if name not in self.categories]
        if self.task == "number":
            self.classes, self.y = [], target.to_numpy(float)
        else:
            self.classes = sorted(set(target))
            self.y = np.array([self.classes.index(value) for value in target])
        self.splits = read_splits(pathlib.Path(folder) / f"{one['name']}.splits.csv")


class Results:
    """A folder with CONTESTANT.jsonl (a line for each training) and an array of predictions for each: a column for each class in the order of their
    names, or the numbers."""

    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        self.folder.mkdir(parents=True, exist_ok=True)

    def lines(self):
        """The trainings whose predictions are there; of equal ones the last."""
        found = {}
        for path in sorted(self.folder.glob("*.jsonl")):
            for text in path.read_text().splitlines():
                line = json.loads(text)
                if (self.folder / line["file"]).exists():
                    found[line["set"], line["contestant"], line["split"]] = line
        return found

    def add(self, set_, contestant, split, predictions, seconds, peak_mb, **more):
        """Saves predictions, then the line that makes them count."""
        file = f"{contestant}/{set_}.{split}.npy"
        (self.folder / contestant).mkdir(exist_ok=True)
        np.save(self.folder / file, np.asarray(predictions, np.float32 if predictions.ndim == 2 else np.float64))
        line = dict(set=set_, contestant=contestant, split=split, rows=len(predictions), seconds=round(seconds, 3), peak_mb=round(peak_mb), file=file, **more)
        with (self.folder / f"{contestant}.jsonl").open("a") as out:
            out.write(json.dumps(line) + "\n")


def arguments(doc):
    """What every contestant can be asked."""
    parser = argparse.ArgumentParser(description=doc, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", help="the folder that export.R and export.py have written")
    parser.add_argument("results", help="the folder of results, shared by all contestants")
    parser.add_argument("--list", choices=["choosing", "judging"])
    parser.add_argument("--set", nargs="*", default=[])
    parser.add_argument("--splits", type=int, help="only the first N trainings of each set")
    return parser


def trainings(given, names, train, **more):
    """Calls train(table, split, held, name), which returns predictions, seconds and peak memory, for what is not there yet; small tables first.
    A training that fails is printed and left out."""
    results = Results(given.results)
    done = results.lines()
    for one in sorted(sets(given.list, given.set), key=lambda one: (pathlib.Path(given.data) / f"{one['name']}.csv").stat().st_size):
        table = None
        for split, name in ((split, name) for split in splits_of(one, given) for name in names if (one["name"], name, split) not in done):
            table = table or TableSet(one, given.data)
            held = dict(table.splits)[split]
            try:
                predictions, seconds, peak_mb = train(table, split, held, name)
            except RuntimeError as problem:
                print(f"{table.name} {split} {name} FAILED: {problem}", flush=True)
                continue
            if len(predictions) != len(held):
                raise SystemExit(f"{table.name} {split} {name}: {len(predictions)} predictions for {len(held)} rows")
            results.add(table.name, name, split, predictions, seconds, peak_mb, **more)
            print(f"{table.name} {split} {name} {seconds:.1f} s, {peak_mb:.0f} MB", flush=True)


def splits_of(one, given):
    """The names of the trainings that are wanted."""
    return [split for split, _ in read_splits(pathlib.Path(given.data) / f"{one['name']}.splits.csv")][:given.splits]


def command(arguments, folder):
    """Runs a program to its end: seconds and peak memory in MB."""
    log = pathlib.Path(folder) / "log"
    start = time.perf_counter()
    with log.open("w") as out:
        process = subprocess.Popen(arguments, stdout=out, stderr=subprocess.STDOUT, cwd=folder)
        _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in (0, 3):
        raise RuntimeError(f"exit code {process.returncode}: {' '.join(arguments)}\n{log.read_text()[-2000:]}")
    return time.perf_counter() - start, usage.ru_maxrss / 1024
