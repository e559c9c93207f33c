"""Prints the golden values typed in tests/Hebb.Tests/Metrics (scikit-learn 1.2.1; curves and Keras' own rules in NumPy). Run: python3 eng/golden/metrics.py"""
import numpy as np
from sklearn import metrics as m

labels = np.array([0, 1, 1, 0, 1, 0, 0, 1, 1, 0, 1, 0])
scores = np.array([.1, .8, .45, .3, .9, .6, .2, .7, .35, .52, .99, .05], dtype=np.float32).astype(float)
weights = np.array([1, 2, 1, .5, 1, 1, 3, 1, 2, 1, .5, 1])


def show(name, *values):
    print(name, *[np.asarray(v).tolist() for v in values])


print("--- two classes: plain, weighted")
for t in [0.25, 0.5, 0.75]:
    said = scores > t
    for name, f in [("precision", m.precision_score), ("recall", m.recall_score)]:
        show(f"{name} {t}", f(labels, said), f(labels, said, sample_weight=weights))
    for beta in [0.5, 2]:
        show(f"fbeta {beta} {t}", m.fbeta_score(labels, said, beta=beta), m.fbeta_score(labels, said, beta=beta, sample_weight=weights))
said = scores > 0.5
for name, f in [("balanced", m.balanced_accuracy_score), ("kappa", m.cohen_kappa_score), ("matthews", m.matthews_corrcoef)]:
    show(name, f(labels, said), f(labels, said, sample_weight=weights))
show("iou of no and yes", m.jaccard_score(labels, said, average=None), m.jaccard_score(labels, said, average=None, sample_weight=weights))

print("--- five classes, class 3 has no rows and 4 is never predicted: plain, weighted")
truth = np.array([0, 1, 2, 0, 1, 2, 4, 0, 0, 2, 1, 0, 4])
table = np.array([
    [.5, .2, .1, .1, .1], [.3, .4, .1, .1, .1], [.1, .3, .4, .1, .1], [.1, .2, .3, .25, .15], [.2, .3, .35, .1, .05], [.05, .05, .8, .05, .05], [.3, .1, .1, .4, .1],
    [.6, .1, .1, .1, .1], [.1, .6, .1, .1, .1], [.4, .1, .3, .1, .1], [.1, .7, .1, .05, .05], [.45, .25, .15, .1, .05], [.2, .1, .4, .1, .2]])
w = np.array([1, 2, .5, 1, 1, 3, 1, .25, 2, 1, 1, .5, 2])
said = table.argmax(1)
classes = range(5)
for average in [None, "micro", "macro", "weighted"]:
    for beta in [1, 2]:
        a = dict(beta=beta, average=average, labels=classes, zero_division=0)
        show(f"fbeta {beta} {average}", m.fbeta_score(truth, said, **a), m.fbeta_score(truth, said, sample_weight=w, **a))
over = (table > 0.3).astype(int)
one_hot = np.eye(5, dtype=int)[truth]
show("f1 above 0.3 macro", m.f1_score(one_hot, over, average="macro", zero_division=0), m.f1_score(one_hot, over, average="macro", sample_weight=w, zero_division=0))
show("balanced", m.balanced_accuracy_score(truth, said), m.balanced_accuracy_score(truth, said, sample_weight=w))
show("recalls", m.recall_score(truth, said, average=None, labels=classes, zero_division=0))
for kind in [None, "linear", "quadratic"]:
    show(f"kappa {kind}", m.cohen_kappa_score(truth, said, weights=kind), m.cohen_kappa_score(truth, said, weights=kind, sample_weight=w))
show("matthews", m.matthews_corrcoef(truth, said), m.matthews_corrcoef(truth, said, sample_weight=w))
iou, iou_w = [m.jaccard_score(truth, said, average=None, labels=classes, sample_weight=v, zero_division=0) for v in [None, w]]
show("iou", iou, iou_w)
show("iou mean (every class occurs in one of both)", iou.mean(), iou_w.mean())
show("iou of 0 and 4", iou[[0, 4]].mean(), iou_w[[0, 4]].mean())
for k in [1, 2, 3]:
    hit = (table > table[np.arange(13), truth][:, None]).sum(1) < k  # Keras: equal scores count as among the top
    show(f"top {k}", hit.mean(), np.average(hit, weights=w))
order = np.argsort(-table, axis=1, kind="stable")
for k in [2]:
    among = np.zeros_like(over)
    np.put_along_axis(among, order[:, :k], 1, axis=1)
    for name, f in [("precision", m.precision_score), ("recall", m.recall_score)]:
        show(f"{name} among the top {k}", f(one_hot.ravel(), among.ravel()), f(one_hot.ravel(), among.ravel(), sample_weight=w.repeat(5)))
        both = among * (table > 0.35)
        show(f"{name} among the top {k} above 0.35", f(one_hot.ravel(), both.ravel()))
        show(f"{name} of class 1 among the top {k}", f(one_hot[:, 1], among[:, 1]), f(one_hot[:, 1], among[:, 1], sample_weight=w))
        show(f"{name} of class 2 above 0.35", f(one_hot[:, 2], table[:, 2] > 0.35), f(one_hot[:, 2], table[:, 2] > 0.35, sample_weight=w))

print("--- areas under curves at Keras' thresholds: plain, weighted")


def divide(a, b):
    return np.divide(a, b, out=np.zeros_like(a), where=b != 0)


def area(y, p, v, curve, method, thresholds):
    """Keras 3's AUC: counts of scores above each threshold, Davis and Goadrich's interpolation under precision and recall."""
    tp = np.array([(v * y * (p > t)).sum() for t in thresholds])
    fp = np.array([(v * (1 - y) * (p > t)).sum() for t in thresholds])
    positives, negatives = (v * y).sum(), (v * (1 - y)).sum()
    if curve == "PR" and method == "interpolation":
        called = tp + fp
        slope = divide(tp[:-1] - tp[1:], called[:-1] - called[1:])
        intercept = tp[1:] - slope * called[1:]
        ratio = np.where((called[:-1] > 0) & (called[1:] > 0), called[:-1] / np.maximum(called[1:], 1e-300), 1)
        return (slope * (tp[:-1] - tp[1:] + intercept * np.log(ratio))).sum() / positives
    recall = tp / positives
    if curve == "ROC":
        x, y = fp / negatives, recall
    elif curve == "PR":
        x, y = recall, divide(tp, tp + fp)
    else:
        odds = positives / negatives
        x = np.where(tp == 0, 0, np.maximum(1 - odds * divide(positives - tp, tp), 0))
        y = np.where(tp == 0, 1, 1 - odds * divide(fp, tp))
    heights = {"interpolation": (y[:-1] + y[1:]) / 2, "minoring": np.minimum(y[:-1], y[1:]), "majoring": np.maximum(y[:-1], y[1:])}[method]
    return ((x[:-1] - x[1:]) * heights).sum()


even = np.concatenate([[-1e-7], np.arange(1, 199) / 199, [1 + 1e-7]])
few = np.array([-1e-7, 0.25, 0.5, 0.55, 0.75, 1 + 1e-7])
ones = np.ones(12)
for curve in ["ROC", "PR", "PRGAIN"]:
    for method in ["interpolation", "minoring", "majoring"]:
        show(f"{curve} {method}", area(labels, scores, ones, curve, method, even), area(labels, scores, weights, curve, method, even))
show("ROC few", area(labels, scores, ones, "ROC", "interpolation", few), area(labels, scores, weights, "ROC", "interpolation", few))
show("ROC exact, for comparison", m.roc_auc_score(labels, scores), m.roc_auc_score(labels, scores, sample_weight=weights))
tied = np.round(scores * 4) / 4
show("ROC tied (scikit-learn)", m.roc_auc_score(labels, tied), m.roc_auc_score(labels, tied, sample_weight=weights))
second = np.array([1, 1, 0, 0, 1, 0, 1, 0, 0, 1, 0, 0])
second_scores = np.array([.7, .65, .2, .3, .5, .52, .9, .1, .61, .4, .35, .22], dtype=np.float32).astype(float)
each = [m.roc_auc_score(labels, scores), m.roc_auc_score(second, second_scores)]
each_w = [m.roc_auc_score(labels, scores, sample_weight=weights), m.roc_auc_score(second, second_scores, sample_weight=weights)]
show("ROC of two labels (scikit-learn)", each, each_w)
show("their mean, 3 to 1", np.average(each, weights=[3, 1]), np.average(each_w, weights=[3, 1]))
flat = (np.stack([labels, second], 1).ravel(), np.stack([scores, second_scores], 1).ravel())
show("ROC of both together, 3 to 1", m.roc_auc_score(*flat), m.roc_auc_score(*flat, sample_weight=np.tile([3.0, 1], 12)))

print("--- operating points at 200 thresholds: plain, weighted")
levels = np.arange(200) / 199
for v in [ones, weights]:
    tp = np.array([(v * labels * (scores > t)).sum() for t in levels])
    fp = np.array([(v * (1 - labels) * (scores > t)).sum() for t in levels])
    recall, precision, specificity = tp / (v * labels).sum(), divide(tp, tp + fp), 1 - fp / (v * (1 - labels)).sum()
    for name, constrained, wanted, least in [
            ("precision at recall", recall, precision, 0.8), ("recall at precision", precision, recall, 0.75), ("sensitivity at specificity", specificity, recall, 0.7),
            ("specificity at sensitivity", recall, specificity, 0.7)]:
        show(f"{name} {least}", wanted[constrained >= least].max())

print("--- regression, two outputs: plain, weighted")
y = np.array([[.5, 10], [-1, 12], [2, 9], [3, 15], [0, 11], [1.5, 12.5], [-2, 8]])
p = np.array([[.7, 10.5], [-.5, 11], [1.5, 9.25], [2, 14], [.25, 11.5], [1.25, 13], [-1, 9]])
v = np.array([1, 2, .5, 1, 1, 3, 0])


def correlation(a, b, v):
    c = np.cov(a, b, aweights=v, ddof=0)
    return c[0, 1] / np.sqrt(c[0, 0] * c[1, 1])


def concordance(a, b, v):
    c = np.cov(a, b, aweights=v, ddof=0)
    return 2 * c[0, 1] / (c[0, 0] + c[1, 1] + (np.average(a, weights=v) - np.average(b, weights=v)) ** 2)


for name, f in [("pearson", correlation), ("concordance", concordance)]:
    show(name, [f(y[:, i], p[:, i], np.ones(7)) for i in range(2)], [f(y[:, i], p[:, i], v) for i in range(2)])
    rows = np.array([f(a, b, np.ones(3)) for a, b in zip(np.column_stack([y, y[:, 0] ** 2]), np.column_stack([p, p[:, 1]]))])
    show(name + " along rows of y, y0^2 and p, p1", rows.mean(), np.average(rows, weights=v))
show("r2", m.r2_score(y, p, multioutput="raw_values"), m.r2_score(y, p, multioutput="raw_values", sample_weight=v))
show("r2 by variance", m.r2_score(y, p, multioutput="variance_weighted"), m.r2_score(y, p, multioutput="variance_weighted", sample_weight=v))
r2 = m.r2_score(y, p)
show("r2 adjusted for 3 inputs", 1 - (1 - r2) * (7 - 1) / (7 - 3 - 1))
a, b = np.abs(y), np.abs(p)
show("msle", m.mean_squared_log_error(a, b), m.mean_squared_log_error(a, b, sample_weight=v))
logcosh = np.log(np.cosh(p - y)).mean(1)
show("logcosh", logcosh.mean(), np.average(logcosh, weights=v))
cosine = (y * p).sum(1) / np.linalg.norm(y, axis=1) / np.linalg.norm(p, axis=1)
show("cosine", cosine.mean(), np.average(cosine, weights=v))
sign = np.sign(y[:, 0] + 0.1)
show("hinge", np.mean(np.maximum(0, 1 - sign * p[:, 0])), m.hinge_loss(sign, p[:, 0], sample_weight=v))
show("squared hinge", np.mean(np.maximum(0, 1 - sign * p[:, 0]) ** 2), np.average(np.maximum(0, 1 - sign * p[:, 0]) ** 2, weights=v))
poisson = (b - a * np.log(b)).mean(1)
show("poisson", poisson.mean(), np.average(poisson, weights=v))
ya, pa = a / a.sum(1, keepdims=True), b / b.sum(1, keepdims=True)
kl = np.where(ya > 0, ya * np.log(np.maximum(ya, 1e-300) / pa), 0).sum(1)
show("kl", kl.mean(), np.average(kl, weights=v))
