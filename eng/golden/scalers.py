"""Prints the golden values typed in tests/Hebb.Data.Tests/Preprocessing (scikit-learn 1.2.1, scipy). Run: python3 eng/golden/scalers.py"""
import numpy as np
from scipy.stats import norm
from sklearn.preprocessing import MaxAbsScaler, MinMaxScaler, OrdinalEncoder, QuantileTransformer, RobustScaler

np.set_printoptions(precision=17, linewidth=200)
x = np.array([[1.0, 7, np.nan], [2, 7, 5], [4, 7, -1], [9.5, 7, 2], [-3, 7, 40]])
new = np.array([[0.5, 8, 3], [100, 7, -50]])
for scaler in [MinMaxScaler(), MinMaxScaler((-1, 1)), MaxAbsScaler(), RobustScaler(), RobustScaler(quantile_range=(10, 90))]:
    print(scaler, repr(scaler.fit(x).transform(x).T.tolist()), "new", repr(scaler.transform(new).T.tolist()))
tied = np.array([[1.0], [1], [1], [2], [2.5], [4], [4], [8], [16], [100]])
probe = np.array([[-5.0], [1], [1.5], [2], [3.9], [4], [5], [99], [100], [1000]])
for output in ["uniform", "normal"]:
    for quantiles in [10, 4]:
        q = QuantileTransformer(n_quantiles=quantiles, output_distribution=output).fit(tied)
        print("QuantileTransformer", output, quantiles, repr(q.quantiles_.ravel().tolist()), repr(q.transform(probe).ravel().tolist()))
        print("  inverse of 0, 0.25, 0.6, 1", repr(q.inverse_transform([[0], [0.25], [0.6], [1]]).ravel().tolist()))
print("norm.ppf", repr(norm.ppf([1e-7, 0.001, 0.05, 0.3, 0.5, 0.77, 0.99, 1 - 1e-9]).tolist()))
c = np.array([["red", "S"], ["green", "M"], ["blue", "S"], ["green", "L"]], dtype=object)
print("OrdinalEncoder", OrdinalEncoder().fit_transform(c).T.tolist())
print("OrdinalEncoder in order", OrdinalEncoder(categories=[["S", "M", "L"]]).fit_transform(c[:, 1:]).T.tolist())
print("percentile", [np.percentile([1.0, 2, 4, 9.5, 30], p) for p in [0, 10, 25, 50, 66, 75, 100]])
