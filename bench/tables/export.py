#!/usr/bin/env python3
"""Writes the sets of sets.json that are files, come from Python packages or are made by hebb as CSV, and the splits of all.

usage: export.py FOLDER [--files FOLDER] [NAME ...]; export.R first. --files is where the published files lie, by the paths in sets.json.
"""
import argparse
import csv
import hashlib
import io
import json
import pathlib
import subprocess

from splits import write_splits

HERE = pathlib.Path(__file__).parent
HEADERS = {
    "wine": ["alcohol", "malic_acid", "ash", "alcalinity", "magnesium", "phenols", "flavanoids", "nonflavanoids", "proanthocyanins",
             "color_intensity", "hue", "od280", "proline", "class"],
    "breast_cancer": ["clump_thickness", "cell_size", "cell_shape", "adhesion", "epithelial_size", "bare_nuclei", "chromatin", "nucleoli",
                      "mitoses", "class"],
}
WITHOUT = {"churn": {"RowNumber", "CustomerId", "Surname"}, "auto_mpg": {"name"}, "customers_5k": {"CustomerId"}, "customers_100k": {"CustomerId"}}


def rows_of(one, files):
    """The rows of a set, the header first; None for what export.R writes."""
    kind, *source = one["source"].split()
    if kind == "r":
        return None
    if kind == "file":
        if files is None:
            return None
        rows = list(csv.reader(io.StringIO((files / source[0]).read_text(encoding="utf-8-sig"))))
        return [HEADERS[one["name"]], *rows] if one["name"] in HEADERS else rows
    if kind == "hebb":
        tool = HERE.parent.parent / "src" / "Hebb.Tool"
        made = subprocess.run(["dotnet", "run", "-c", "Release", "--no-build", "--project", tool, "--", "data", "make", source[0], "--rows", source[1]],
                              check=True, capture_output=True, text=True)
        return list(csv.reader(io.StringIO(made.stdout)))
    if kind == "sklearn":
        from sklearn import datasets
        frame = getattr(datasets, "load_" + source[0])(as_frame=True, scaled=False).frame
    else:
        import statsmodels.api
        frame = getattr(statsmodels.api.datasets, source[0]).load_pandas().data
    return list(csv.reader(io.StringIO(frame.to_csv(index=False))))


def written(one, rows, path):
    """Writes rows without the columns that are not used; '?' is a missing value."""
    keep = [i for i, name in enumerate(rows[0]) if name not in WITHOUT.get(one["name"], ())]
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file, lineterminator="\n").writerows([["" if row[i] == "?" else row[i] for i in keep] for row in rows if row])


def is_number(text):
    try:
        float(text)
        return True
    except ValueError:
        return False


def facts(one, path):
    """What the conditions on the lists are about: rows, columns, columns of text, most categories, classes or skewness, missing values."""
    with path.open(newline="", encoding="utf-8") as file:
        header, *rows = csv.reader(file)
    columns = {name: [row[i] for row in rows] for i, name in enumerate(header)}
    target = columns.pop(one["target"])
    texts = {name: set(values) - {""} for name, values in columns.items() if not all(value == "" or is_number(value) for value in values)}
    skew = ""
    if one["task"] == "number":
        y = [float(value) for value in target]
        mean = sum(y) / len(y)
        moments = [sum((v - mean) ** k for v in y) / len(y) for k in (2, 3)]
        skew = f"{moments[1] / moments[0] ** 1.5:.2f}"
    return [one["name"], one["list"], one["task"], len(rows), len(columns), len(texts), max(map(len, texts.values()), default=0),
            "" if skew else len(set(target)), skew, sum(value == "" for values in columns.values() for value in values),
            hashlib.sha256(path.read_bytes()).hexdigest()[:16]]


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--files", type=pathlib.Path)
    parser.add_argument("names", nargs="*")
    given = parser.parse_args()
    sets = json.loads((HERE / "sets.json").read_text())
    known = {}
    facts_path = HERE / "sets.csv"
    if facts_path.exists():
        known = {row[0]: row for row in csv.reader(facts_path.open())}
    given.folder.mkdir(parents=True, exist_ok=True)
    for one in sets:
        path = given.folder / f"{one['name']}.csv"
        if given.names and one["name"] not in given.names:
            continue
        rows = rows_of(one, given.files)
        if rows is not None:
            written(one, rows, path)
        if not path.exists():
            print(f"{one['name']}: not there; run export.R, or give --files", flush=True)
            continue
        row = [str(value) for value in facts(one, path)]
        if one["name"] in known and known[one["name"]][-1] != row[-1]:
            print(f"{one['name']}: differs from what sets.csv says: {known[one['name']]}", flush=True)
        known.setdefault(one["name"], row)
        write_splits(one, path, given.folder / f"{one['name']}.splits.csv")
        print(" ".join(row[:-1]), flush=True)
    head = ["name", "list", "task", "rows", "inputs", "text", "most_categories", "classes", "skewness", "missing", "sha256"]
    with facts_path.open("w", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([head] + [known[one["name"]] for one in sets if one["name"] in known])


main()
