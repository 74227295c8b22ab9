#!/usr/bin/env python3
"""Writes fronts.json: fronts and hypervolumes by Optuna, crowding distances by hand, expected improvements by quadrature.

Ranks: optuna.study._multi_objective._fast_non_domination_rank. Hypervolumes: optuna._hypervolume.compute_hypervolume (WFG).
Expected gain of hypervolume: hypervolume of the front with a point less that of the front, integrated over the
predictive distribution of the point by Gauss and Legendre's rule on 160 nodes a piece between the front's coordinates.
"""
import itertools
import json
import os

import numpy as np
from optuna._hypervolume import compute_hypervolume
from optuna.study._multi_objective import _fast_non_domination_rank
from scipy import stats

HERE = os.path.dirname(os.path.abspath(__file__))
rng = np.random.default_rng(4)


def volume(points, reference):
    points = np.asarray(points, float).reshape(-1, len(reference))
    inside = points[np.all(points < reference, axis=1)]
    return float(compute_hypervolume(inside, np.asarray(reference, float))) if len(inside) else 0.0


fronts = []
for m in (1, 2, 3, 4):
    for n, kind in ((1, "real"), (7, "real"), (25, "real"), (25, "ties"), (12, "same")):
        points = rng.normal(size=(n, m))
        if kind == "ties":
            points = rng.integers(0, 4, size=(n, m)).astype(float)
        if kind == "same":
            points = np.repeat(points[:3], 4, axis=0)
        reference = [float(x) for x in np.full(m, 0.8 if kind != "ties" else 3.5)]
        fronts.append({
            "points": points.tolist(), "reference": reference,
            "ranks": _fast_non_domination_rank(points).tolist(), "volume": volume(points, reference),
        })


def gain(front, reference, means, deviations, logarithmic):
    """E[HV(front + y) - HV(front)], y normal, or the exponential of a normal where front and reference are logarithms."""
    to_value = np.exp if logarithmic else (lambda x: x)
    axes = []
    for j, (mean, deviation) in enumerate(zip(means, deviations)):
        cuts = sorted({mean - 9 * deviation, reference[j], *(p[j] for p in front)})
        cuts = [c for c in cuts if mean - 9 * deviation <= c <= reference[j]]
        nodes, weights = np.polynomial.legendre.leggauss(40)
        xs, ws = [], []
        for low, high in zip(cuts, cuts[1:]):
            x = low + (high - low) * (nodes + 1) / 2
            xs += x.tolist()
            ws += (weights * (high - low) / 2 * stats.norm.pdf(x, mean, deviation)).tolist()
        axes.append(list(zip(xs, ws)))
    known = [to_value(np.array(p)).tolist() for p in front]
    top = to_value(np.array(reference)).tolist()
    before = volume(known, top)
    total = 0.0
    for nodes in itertools.product(*axes):
        y = to_value(np.array([x for x, _ in nodes])).tolist()
        total += np.prod([w for _, w in nodes]) * (volume(known + [y], top) - before)
    return float(total)


gains = []
for front, reference, means, deviations in (
    ([], [1.0], [0.3], [0.5]),
    ([[0.2]], [1.0], [0.6], [0.4]),
    ([], [1.0, 1.0], [0.2, 0.4], [0.3, 0.2]),
    ([[0.1, 0.7], [0.4, 0.3]], [1.0, 0.9], [0.3, 0.4], [0.2, 0.3]),
    ([[0.1, 0.7], [0.4, 0.3], [0.6, 0.1]], [1.0, 0.9], [0.8, 0.6], [0.1, 0.15]),
):
    for logarithmic in (False, True):
        gains.append({
            "front": front, "reference": reference, "means": means, "deviations": deviations,
            "logarithmic": logarithmic, "gain": gain(front, reference, means, deviations, logarithmic),
        })
# Three costs, few nodes: by drawing, with the error of the mean.
front = [[0.1, 0.6, 0.7], [0.5, 0.2, 0.6], [0.6, 0.5, 0.1], [0.3, 0.4, 0.5]]
reference, means, deviations = [1.0, 1.0, 0.9], [0.4, 0.3, 0.4], [0.3, 0.2, 0.25]
draws = rng.normal(means, deviations, size=(40000, 3))
before = volume(front, reference)
sample = np.array([volume(front + [y.tolist()], reference) - before for y in draws])
drawn = {
    "front": front, "reference": reference, "means": means, "deviations": deviations,
    "gain": float(sample.mean()), "error": float(sample.std() / np.sqrt(len(sample))),
}
with open(os.path.join(HERE, "fronts.json"), "w") as file:
    json.dump({"fronts": fronts, "gains": gains, "drawn": drawn}, file)
