"""The rows that are held out, equal for every contestant: written by export.py beside each table, read by everybody.

The k-th column of NAME.splits.csv belongs to the k-th shuffle (k = 1 ... 5, the seed of SplitMix64). The rows of each class are shuffled, the classes
in order of their names are put one behind the other (numbers are one class), and the rows dealt in turn to folds 0 ... 4. A set of fewer than 5 000
rows is judged on all five folds of each shuffle (25 trainings), a larger one on fold 0 of each (5 trainings).
"""
import csv

REPEATS, FOLDS, LARGE = 5, 5, 5000
MASK = (1 << 64) - 1


class SplitMix64:
    """Steele, Lea and Flood, 2014."""

    def __init__(self, seed):
        self.state = seed

    def next(self):
        self.state = (self.state + 0x9E3779B97F4A7C15) & MASK
        z = self.state
        z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & MASK
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK
        return z ^ (z >> 31)


def folds(labels, seed):
    """A fold for each row."""
    random, order = SplitMix64(seed), []
    groups = {}
    for row, label in enumerate(labels):
        groups.setdefault(label, []).append(row)
    for label in sorted(groups):
        rows = groups[label]
        for i in range(len(rows) - 1, 0, -1):
            j = random.next() % (i + 1)
            rows[i], rows[j] = rows[j], rows[i]
        order += rows
    result = [0] * len(labels)
    for place, row in enumerate(order):
        result[row] = place % FOLDS
    return result


def write_splits(one, table, path):
    """Deals the rows of a table."""
    with table.open(newline="", encoding="utf-8") as file:
        rows = csv.reader(file)
        target = next(rows).index(one["target"])
        labels = [row[target] if one["task"] != "number" else "" for row in rows]
    columns = [folds(labels, seed) for seed in range(1, REPEATS + 1)]
    with path.open("w", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([[f"shuffle{k + 1}" for k in range(REPEATS)], *zip(*columns)])


def read_splits(path):
    """(name, held-out rows) of each training, such as ("1.0", [3, 17, ...]) for fold 0 of the first shuffle."""
    with path.open(newline="") as file:
        rows = [[int(fold) for fold in row] for row in list(csv.reader(file))[1:]]
    judged = [0] if len(rows) >= LARGE else range(FOLDS)
    return [(f"{k + 1}.{fold}", [i for i, row in enumerate(rows) if row[k] == fold]) for k in range(REPEATS) for fold in judged]
