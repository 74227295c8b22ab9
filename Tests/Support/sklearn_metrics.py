"""Metrics of random predictions by scikit-learn (1.9.1), for Tests/NNTests/MetricsTests.swift.

    pip install scikit-learn==1.9.1
    python3 sklearn_metrics.py > sklearn_metrics.json

Sensitivity is balanced_accuracy_score, which skips classes without items; specificity is the mean recall of "not c" over
the classes that some item is not of.
"""
import json
import warnings

import numpy as np
from sklearn import metrics

warnings.filterwarnings("ignore")


def classification(name, labels, probabilities, classes):
    predictions = probabilities.argmax(axis=1)
    present = [c for c in range(classes) if (labels == c).any()]
    specificity = np.mean([metrics.recall_score(labels != c, predictions != c) for c in range(classes) if (labels != c).any()])
    seen = [c for c in range(classes) if (labels == c).any() or (predictions == c).any()]
    if classes == 2:
        auc = metrics.roc_auc_score(labels, probabilities[:, 1])
    else:
        auc = np.mean([metrics.roc_auc_score(labels == c, probabilities[:, c]) for c in present if (labels != c).any()])
        if len(present) == classes:  # scikit-learn has no answer where a class has no items
            assert abs(auc - metrics.roc_auc_score(labels, probabilities, multi_class="ovr", average="macro")) < 1e-12
    return {
        "name": name, "classes": classes, "labels": labels.tolist(), "probabilities": probabilities.flatten().tolist(),
        "loss": metrics.log_loss(labels, probabilities, labels=list(range(classes))),
        "confusion": metrics.confusion_matrix(labels, predictions, labels=list(range(classes))).tolist(),
        "accuracy": metrics.accuracy_score(labels, predictions),
        "sensitivity": metrics.balanced_accuracy_score(labels, predictions), "specificity": float(specificity),
        "precision": metrics.precision_score(labels, predictions, average="macro", zero_division=0),
        "f1": metrics.f1_score(labels, predictions, average="macro", zero_division=0),
        "mcc": metrics.matthews_corrcoef(labels, predictions),
        "macroMCC": float(np.mean([metrics.matthews_corrcoef(labels == c, predictions == c) for c in seen])), "auc": float(auc),
    }


def random_case(name, rng, items, classes, skill, absent=(), grid=None):
    allowed = [c for c in range(classes) if c not in absent]
    labels = rng.choice(allowed, items)
    logits = rng.normal(size=(items, classes))
    logits[np.arange(items), labels] += skill
    p = np.exp(logits)
    p /= p.sum(axis=1, keepdims=True)
    if grid:  # coarse probabilities, so that scores tie
        p = np.maximum(np.round(p * grid), 1)
        p += np.arange(classes) * 1e-3  # the argmax is unique
        p /= p.sum(axis=1, keepdims=True)
    return classification(name, labels, p.astype(np.float32).astype(np.float64), classes)


rng = np.random.default_rng(7)
cases = [
    random_case("two classes", rng, 60, 2, 1.0),
    random_case("two classes, ties", rng, 60, 2, 0.5, grid=4),
    random_case("five classes", rng, 80, 5, 1.2),
    random_case("four classes, one without items", rng, 40, 4, 1.5, absent=(2,)),
    random_case("ten classes, ties", rng, 90, 10, 2.0, grid=8),
]
targets = rng.normal(size=50).astype(np.float32).astype(float)
predictions = (targets + rng.normal(size=50) * 0.6).astype(np.float32).astype(float)
regression = {
    "targets": targets.tolist(), "predictions": predictions.tolist(),
    "mae": metrics.mean_absolute_error(targets, predictions), "mse": metrics.mean_squared_error(targets, predictions),
    "r2": metrics.r2_score(targets, predictions),
}
print(json.dumps({"classification": cases, "regression": regression}).replace('{"name"', '\n{"name"'))
