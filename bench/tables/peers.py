#!/usr/bin/env python3
"""scikit-learn on the sets of the benchmark. Goes on where it was stopped.

usage: peers.py DATA RESULTS [--list choosing|judging] [--set NAME ...] [--peer NAME ...] [--splits N]
"""
import resource
import time
import warnings

import numpy as np
import sklearn
from sklearn.compose import ColumnTransformer, TransformedTargetRegressor
from sklearn.ensemble import (HistGradientBoostingClassifier, HistGradientBoostingRegressor, RandomForestClassifier,
                              RandomForestRegressor)
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegression, RidgeCV
from sklearn.neural_network import MLPClassifier, MLPRegressor
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, OrdinalEncoder, StandardScaler

from bench import arguments, trainings

warnings.filterwarnings("ignore")
PEERS = ["sk-linear", "sk-mlp", "sk-hgb", "sk-hgb-tuned", "sk-forest"]
MOST_NATIVE = 255  # categories that HistGradientBoosting takes as such


def scaled(table, fit):
    """For models that need scale: median, standardization, one-hot columns; a missing category is one of its own."""
    numbers = make_pipeline(SimpleImputer(strategy="median", add_indicator=True), StandardScaler())
    categories = make_pipeline(SimpleImputer(strategy="constant", fill_value="(missing)"), OneHotEncoder(handle_unknown="ignore"))
    return make_pipeline(ColumnTransformer([("numbers", numbers, table.numbers), ("categories", categories, table.categories)]), fit)


def ordinal(table, fit, imputes):
    """For trees: categories as codes, in the order of their names."""
    codes = OrdinalEncoder(handle_unknown="use_encoded_value", unknown_value=-1, encoded_missing_value=-2 if imputes else np.nan)
    numbers = SimpleImputer(strategy="median") if imputes else "passthrough"
    return make_pipeline(ColumnTransformer([("numbers", numbers, table.numbers), ("categories", codes, table.categories)]), fit)


def native(table, fit):
    """Categories as such: codes from 0 on; what is unknown or too much is missing."""
    codes = OrdinalEncoder(handle_unknown="use_encoded_value", unknown_value=np.nan, encoded_missing_value=np.nan)
    few = [name for name in table.categories if table.inputs[name].nunique() < MOST_NATIVE]
    many = [name for name in table.categories if name not in few]
    fit.set_params(categorical_features=[i < len(few) for i in range(table.inputs.shape[1])])
    return make_pipeline(ColumnTransformer([("few", codes, few), ("many", codes, many), ("numbers", "passthrough", table.numbers)]), fit)


def peers(table, seed):
    """name: model."""
    def pick(classifier, regressor, **settings):
        return (regressor if table.task == "number" else classifier)(random_state=seed, **settings)
    linear = RidgeCV(np.logspace(-3, 4, 15)) if table.task == "number" else LogisticRegression(max_iter=2000)
    tuned = dict(learning_rate=.05, max_iter=500, early_stopping=True)
    network = pick(MLPClassifier, MLPRegressor, hidden_layer_sizes=(64, 32), early_stopping=True, max_iter=500)
    if table.task == "number":
        network = TransformedTargetRegressor(network, transformer=StandardScaler())
    return {
        "sk-linear": lambda: scaled(table, linear),
        "sk-mlp": lambda: scaled(table, network),
        "sk-hgb": lambda: ordinal(table, pick(HistGradientBoostingClassifier, HistGradientBoostingRegressor), False),
        "sk-hgb-tuned": lambda: native(table, pick(HistGradientBoostingClassifier, HistGradientBoostingRegressor, **tuned)),
        "sk-forest": lambda: ordinal(table, pick(RandomForestClassifier, RandomForestRegressor, n_estimators=500), True),
    }


def training(table, split, held, name):
    """A class that no training row has gets the probability 0. Peak memory is that of the process so far."""
    start = time.perf_counter()
    rows = np.setdiff1d(np.arange(len(table.y)), held)
    model = peers(table, seed=int(split[0]))[name]()
    model.fit(table.inputs.iloc[rows], table.y[rows])
    if table.task == "number":
        result = model.predict(table.inputs.iloc[held])
    else:
        result = np.zeros((len(held), len(table.classes)))
        result[:, model.classes_] = model.predict_proba(table.inputs.iloc[held])
    return result, time.perf_counter() - start, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


parser = arguments(__doc__)
parser.add_argument("--peer", nargs="*", default=PEERS)
given = parser.parse_args()
trainings(given, given.peer, training, version=f"scikit-learn {sklearn.__version__}")
