"""What the contestants in Python and the judge share: tables, splits, results."""
import json
import pathlib

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
        folder = pathlib.Path(folder)
        frame = pd.read_csv(folder / f"{one['name']}.csv", keep_default_na=False, na_values=[""], low_memory=False,
                            dtype={one["target"]: str} if one["task"] != "number" else None)
        self.name, self.task = one["name"], one["task"]
        target = frame.pop(one["target"])
        self.inputs = frame
        self.categories = [name for name in frame if frame[name].dtype == object]
        self.numbers = [name for name in frame if name not in self.categories]
        if self.task == "number":
            self.classes, self.y = [], target.to_numpy(float)
        else:
            self.classes = sorted(set(target))
            self.y = np.array([self.classes.index(value) for value in target])
        self.splits = read_splits(folder / f"{one['name']}.splits.csv")


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

    def add(self, set_, contestant, split, predictions, seconds, peak):
        """Saves predictions, then the line that makes them count."""
        file = f"{contestant}/{set_}.{split}.npy"
        (self.folder / contestant).mkdir(exist_ok=True)
        np.save(self.folder / file, np.asarray(predictions, np.float32 if predictions.ndim == 2 else np.float64))
        line = dict(set=set_, contestant=contestant, split=split, rows=len(predictions), seconds=round(seconds, 3), peak_mb=round(peak), file=file)
        with (self.folder / f"{contestant}.jsonl").open("a") as out:
            out.write(json.dumps(line) + "\n")
