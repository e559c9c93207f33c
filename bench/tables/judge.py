#!/usr/bin/env python3
"""Compares contestants on the sets of the benchmark.

usage: judge.py DATA RESULTS [--list choosing|judging] [--set NAME ...] [--ours NAME ...] [--peers NAME ...] [--margin 0.02] [--details]

Each of ours is compared with the best peer on the trainings that it and the peers have: `--ours hebb-l2 --peers hebb` says what a recipe gained.
"""
import argparse

import numpy as np
from sklearn.metrics import roc_auc_score

from bench import Results, TableSet, sets

LEAST, BINS, REDRAWN = 1e-7, 10, 50


class Answers:
    """The predictions of a contestant for some trainings of a set, one behind the other."""

    def __init__(self, table, splits, load):
        held = dict(table.splits)
        self.rows = np.concatenate([held[split] for split in splits])
        self.shuffles = np.concatenate([[int(split.split(".")[0])] * len(held[split]) for split in splits])
        given = np.concatenate([load(split) for split in splits]).astype(float)
        truth = table.y[self.rows]
        self.task, self.truth, self.given = table.task, truth, given
        if self.task == "number":
            self.losses = (given - truth) ** 2
        else:
            self.given = given = np.clip(given, LEAST, None) / np.clip(given, LEAST, None).sum(1, keepdims=True)
            self.losses = -np.log(given[np.arange(len(truth)), truth])

    def figure(self, losses):
        """RMSE or log loss."""
        return np.sqrt(losses.mean()) if self.task == "number" else losses.mean()

    def median(self, of):
        """The median over shuffles."""
        return float(np.median([of(self.shuffles == shuffle) for shuffle in np.unique(self.shuffles)]))

    def all_rows(self):
        return self.figure(self.losses)

    def by_row(self):
        """For each row that was predicted the sum of its losses and how often."""
        every = self.rows.max() + 1
        times = np.bincount(self.rows, minlength=every)
        there = times > 0
        return np.bincount(self.rows, self.losses, every)[there], times[there]

    def others(self):
        """Figures that are reported beside: AUC and accuracy, or R²."""
        if self.task == "number":
            return dict(r2=self.median(lambda m: 1 - self.losses[m].mean() / self.truth[m].var()))
        answered = self.given.argmax(1)

        def auc(m):
            if self.given.shape[1] == 2:
                return roc_auc_score(self.truth[m], self.given[m, 1])
            present = np.unique(self.truth[m])
            return np.mean([roc_auc_score(self.truth[m] == code, self.given[m, code]) for code in present])
        calibration, own = self.calibration()
        return dict(auc=self.median(auc), accuracy=self.median(lambda m: (answered[m] == self.truth[m]).mean()), ece=calibration, ece_redrawn=own)

    def calibration(self):
        """ECE of the second class, or of the class answered where there are more; and its mean for labels drawn from the probabilities."""
        random = np.random.default_rng(0)
        binary = self.given.shape[1] == 2
        said = self.given[:, 1] if binary else self.given.max(1)
        true = self.truth == 1 if binary else self.given.argmax(1) == self.truth
        found, own = [], []
        for shuffle in np.unique(self.shuffles):
            m = self.shuffles == shuffle
            bins = np.array_split(np.argsort(said[m], kind="stable"), BINS)
            ece = lambda labels: sum(abs(said[m][part].mean() - labels[part].mean()) * len(part) for part in bins if len(part)) / m.sum()
            found.append(ece(true[m]))
            own.append(np.mean([ece(random.random(m.sum()) < said[m]) for _ in range(REDRAWN)]))
        return float(np.median(found)), float(np.median(own))


def difference(ours, peer, draws):
    """The relative difference over all rows, with its 95 % interval by the paired bootstrap over rows."""
    (a, times), (b, _) = ours.by_row(), peer.by_row()
    random = np.random.default_rng(0)

    def relative(weights):
        ratio = (weights @ a) / max(weights @ b, 1e-300)
        return (np.sqrt(ratio) if ours.task == "number" else ratio) - 1
    drawn = [relative(np.bincount(random.integers(len(a), size=len(a)), minlength=len(a))) for _ in range(draws)]
    return relative(np.ones(len(a))), *np.quantile(drawn, [.025, .975])


def verdict(low, high, middle, margin):
    return "behind" if low > margin else "surely ahead" if high < 0 else "ahead" if middle < 0 else "level"


def judge(table, lines, results, ours, peers, given):
    """Prints a line (with --details more) for a set; the verdict and the relative difference, or nothing if a contestant lacks."""
    own = [split for split, _ in table.splits if (table.name, ours, split) in lines]
    there = [name for name in peers if own and all((table.name, name, split) in lines for split in own)]
    if not there:
        return None

    def answers(name):
        return Answers(table, own, lambda split: np.load(results.folder / lines[table.name, name, split]["file"]))
    every = {name: answers(name) for name in [ours, *there]}
    best = min(there, key=lambda name: every[name].all_rows())
    middle, low, high = difference(every[ours], every[best], given.draws)
    what = verdict(low, high, middle, given.margin)
    figure = {name: one.median(lambda m, one=one: one.figure(one.losses[m])) for name, one in every.items()}
    note = "" if len(own) == len(table.splits) else f"  {len(own)} of {len(table.splits)} trainings"
    note += "" if len(there) == len(peers) else f"  without {', '.join(name for name in peers if name not in there)}"
    mine = every[ours].others()
    if mine.get("ece", 0) > mine.get("ece_redrawn", 0) + .01:
        note += f"  ECE {mine['ece']:.3f} over {mine['ece_redrawn']:.3f}"
    print(f"{table.name:18} {'RMSE' if table.task == 'number' else 'log loss':8} {figure[ours]:10.5g} {figure[best]:10.5g} {best:14}"
          f" {middle:+8.1%} {low:+8.1%} {high:+8.1%}  {what}{note}")
    if given.details:
        for name in sorted(every, key=lambda name: every[name].all_rows()):
            trainings = [lines[table.name, name, split] for split in own]
            beside = "  ".join(f"{key} {value:.4f}" for key, value in every[name].others().items())
            print(f"    {name:16} {figure[name]:10.5g}  {beside}  {np.median([t['seconds'] for t in trainings]):.1f} s,"
                  f" {max(t['peak_mb'] for t in trainings)} MB")
    return what, middle


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data")
    parser.add_argument("results")
    parser.add_argument("--list")
    parser.add_argument("--set", nargs="*", default=[])
    parser.add_argument("--ours", nargs="*", help="default: all whose names start with hebb")
    parser.add_argument("--peers", nargs="*", help="default: all others")
    parser.add_argument("--margin", type=float, default=.02)
    parser.add_argument("--draws", type=int, default=1000)
    parser.add_argument("--details", action="store_true", help="every contestant: figures beside, calibration, median seconds, highest memory")
    given = parser.parse_args()
    results = Results(given.results)
    lines = results.lines()
    names = sorted({name for _, name, _ in lines})
    peers = given.peers or [name for name in names if not name.startswith("hebb")]
    tables = [TableSet(one, given.data) for one in sets(given.list, given.set)]
    for ours in given.ours or [name for name in names if name.startswith("hebb")]:
        print(f"\n{ours}\n{'set':18} {'figure':8} {'ours':>10} {'best peer':>10} {'':14} {'relative':>8} {'2.5 %':>8} {'97.5 %':>8}")
        found = [result for table in tables if (result := judge(table, lines, results, ours, peers, given))]
        if not found:
            print("no set has been trained by it and by a peer")
            continue
        count = {what: sum(result[0] == what for result in found) for what in ("surely ahead", "ahead", "level", "behind")}
        ratios = np.log1p([result[1] for result in found])
        middle, low, high = (np.expm1(value) for value in (ratios.mean(), *np.quantile(ratios, [.25, .75])))
        print(f"{len(found)} of {len(tables)} sets: ahead {count['ahead'] + count['surely ahead']} (surely {count['surely ahead']}), level {count['level']},"
              f" behind {count['behind']}; geometric mean of the relative difference {middle:+.1%}, quartiles {low:+.1%} to {high:+.1%}")


main()
