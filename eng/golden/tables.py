"""Prints the golden values typed in tests/Hebb.Data.Tests (scikit-learn 1.2.1, numpy). Run: python3 eng/golden/tables.py"""
import math
import numpy as np
from sklearn.impute import SimpleImputer
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import LabelEncoder, OneHotEncoder, StandardScaler

np.set_printoptions(precision=17)
print("LabelEncoder text", LabelEncoder().fit(["paris", "Paris", "tokyo", "amsterdam", "Zürich"]).classes_)
print("LabelEncoder numbers", LabelEncoder().fit([10, 9, 100, 9]).classes_, LabelEncoder().fit_transform([10, 9, 100, 9]))

x = np.array([[1.0, 7, np.nan], [2, 7, 5], [4, 7, -1], [9.5, 7, 2]])
s = StandardScaler().fit(x)
print("StandardScaler", repr(s.mean_), repr(s.var_), repr(s.scale_))
print(repr(s.transform(x)))
tiny = np.full((10, 1), 0.1)
print("StandardScaler nearly constant", repr(StandardScaler().fit(tiny).scale_))

n = np.nan
a = np.array([[1.0], [n], [2], [2], [8], [1]])
for strategy in ["mean", "median", "most_frequent", "constant"]:
    print("SimpleImputer", strategy, SimpleImputer(strategy=strategy).fit(a).statistics_)
t = np.array([["b"], [None], ["a"], ["b"], ["a"]], dtype=object)
print("SimpleImputer text", SimpleImputer(strategy="most_frequent", missing_values=None).fit(t).statistics_)
print("SimpleImputer text constant", SimpleImputer(strategy="constant", missing_values=None).fit(t).statistics_)

c = np.array([["red", "S"], ["green", "M"], ["blue", "S"], ["green", "S"]], dtype=object)
for drop in [None, "first", "if_binary"]:
    e = OneHotEncoder(drop=drop, handle_unknown="ignore").fit(c)
    print("OneHotEncoder", drop, e.get_feature_names_out(["color", "size"]).tolist(), e.transform(c).toarray().astype(int).tolist())
e = OneHotEncoder(handle_unknown="ignore").fit(c)
print("OneHotEncoder unknown", e.transform([["pink", "M"]]).toarray().astype(int).tolist())

for counts, fraction in [((50, 50, 50), 0.2), ((7963, 2037), 0.2), ((59, 71, 48), 0.25), ((458, 241), 0.3), ((164, 55, 36, 35, 13), 0.15)]:
    y = np.repeat(np.arange(len(counts)), counts)
    train, test = train_test_split(y, test_size=fraction, stratify=y, random_state=0)
    print("split", counts, fraction, np.bincount(train).tolist(), np.bincount(test).tolist())
for rows, fraction in [(10, 0.25), (303, 0.2), (7, 0.5), (1000, 0.001)]:
    train, test = train_test_split(np.arange(rows), test_size=fraction, random_state=0)
    print("split rows", rows, fraction, len(train), len(test))

MASK = (1 << 64) - 1
def splitmix(state):
    while True:
        state = (state + 0x9E3779B97F4A7C15) & MASK
        z = state
        z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & MASK
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK
        yield z ^ (z >> 31)

bits = splitmix(1234567)
print("SplitMix64 1234567", [next(bits) for _ in range(3)])
def shuffle(count, seed):
    bits, order = splitmix(seed), list(range(count))
    for i in range(count - 1, 0, -1):
        reject = (1 << 64) % (i + 1)
        draw = next(bits)
        while draw < reject:
            draw = next(bits)
        order[i], order[draw % (i + 1)] = order[draw % (i + 1)], order[i]
    return order
print("shuffle 10, seed 42", shuffle(10, 42))
