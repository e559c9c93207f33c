"""Prints the coefficients typed in tests/Hebb.Tests/WorkedExamples/LinearModelsTests.cs (scikit-learn 1.2.1). Run: python3 eng/golden/linear_models.py"""
import numpy as np
from sklearn.linear_model import LogisticRegression, Perceptron

# The same formulas as in the test: 60 rows of 3 inputs, a noisy yes or no, three noisy classes, and a yes or no that a plane separates.
i = np.arange(60)
x = np.stack([np.sin(1.7 * i), np.cos(2.3 * i + 0.5), np.sin(0.9 * i * i)], 1)
noise = np.sin(12.9898 * i)
yes = (x @ [1.0, -2.0, 0.5] + 0.3 + 1.5 * noise > 0).astype(int)
kind = np.argmax(np.stack([x[:, 0] + noise, x[:, 1] + np.cos(7.1 * i), 0.8 * x[:, 2] + np.sin(4.4 * i)], 1), 1)
margin = x @ [1.0, -2.0, 0.5] + 0.3
apart = np.abs(margin) > 0.2
xs, ys = x[apart], (margin[apart] > 0).astype(int)


def show(name, model):
    print(name, model.coef_.tolist(), model.intercept_.tolist())


exact = dict(tol=1e-12, max_iter=100000, solver="lbfgs")
print("rows", len(xs), "yes", yes.sum(), "kinds", np.bincount(kind).tolist(), "first", ys[0])
show("logistic", LogisticRegression(penalty=None, **exact).fit(x, yes))
show("logistic l2", LogisticRegression(C=0.5, **exact).fit(x, yes))
soft = LogisticRegression(penalty=None, multi_class="multinomial", **exact).fit(x, kind)
print("softmax, centred", (soft.coef_ - soft.coef_.mean(0)).tolist(), (soft.intercept_ - soft.intercept_.mean()).tolist())
show("softmax l2", LogisticRegression(C=0.5, multi_class="multinomial", **exact).fit(x, kind))
# At 0 scikit-learn moves whatever the row, and z > 0 only for a yes, which comes first this way.
show("perceptron", Perceptron(shuffle=False, tol=None, max_iter=1000).fit(xs, 1 - ys))
p = Perceptron(shuffle=False, tol=None, max_iter=1000).fit(xs, ys, coef_init=np.array([[0.1, -0.2, 0.3]]), intercept_init=np.array([0.05]))
show("perceptron from elsewhere", p)
print("right", p.score(xs, ys))
