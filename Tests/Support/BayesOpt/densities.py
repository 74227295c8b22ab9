#!/usr/bin/env python3
"""Writes densities.json beside itself: mixtures of products of truncated normal and categorical kernels, by SciPy.

Each case: the number of axes of each trial's point (lines, then cells with their number of levels, then choices), the
points of the trials, points to evaluate, and ln p there. A coordinate of -1 is an inactive axis.
"""
import json
import os

import numpy as np
from scipy import stats
from scipy.special import logsumexp

HERE = os.path.dirname(os.path.abspath(__file__))


def deviations(u):
    """The larger distance to a neighbour, in [1 / min(100, K + 2), 1]; for a single trial the distance to the farther end."""
    u = np.asarray(u)
    order = np.argsort(u, kind="stable")
    s = np.empty(len(u))
    for rank, i in enumerate(order):
        if len(u) == 1:
            s[i] = max(u[i], 1 - u[i])
            continue
        gaps = [u[i] - u[order[rank - 1]]] if rank > 0 else []
        gaps += [u[order[rank + 1]] - u[i]] if rank + 1 < len(u) else []
        s[i] = max(gaps)
    return np.clip(s, 1 / min(100, len(u) + 2), 1)


def weights(n):
    w = np.ones(n) if n < 25 else np.concatenate([np.linspace(1 / n, 1, n - 25), np.ones(25)])
    w = np.append(w, 1)
    return w / w.sum()


def log_density(kinds, trials, point):
    n = len(trials)
    logs = np.log(weights(n))
    for axis, (kind, count) in enumerate(kinds):
        x = point[axis]
        if x < 0:
            continue
        column = [t[axis] for t in trials]
        active = [i for i in range(n) if column[i] >= 0]
        factor = np.full(n + 1, 0.0 if kind == "line" else -np.log(count))
        if kind == "choice":
            eps = 1 / (n + 1)
            for i in active:
                factor[i] = np.log(((x == column[i]) + eps) / (1 + count * eps))
        elif active:
            centre = np.array([column[i] if kind == "line" else (column[i] + .5) / count for i in active])
            for i, m, s in zip(active, centre, deviations(centre)):
                kernel = stats.truncnorm((0 - m) / s, (1 - m) / s, loc=m, scale=s)
                factor[i] = (kernel.logpdf(x) if kind == "line"
                             else np.log(kernel.cdf((x + 1) / count) - kernel.cdf(x / count)))
        logs = logs + factor
    return float(logsumexp(logs))


def case(rng, kinds, n, inactive):
    def draw():
        row = []
        for kind, count in kinds:
            row.append(-1.0 if rng.random() < inactive else float(rng.random() if kind == "line" else rng.integers(count)))
        return row
    trials, points = [draw() for _ in range(n)], [draw() for _ in range(6)]
    if n == 7:  # at the ends
        trials[2][0], trials[4][0], points[1][0] = 1.0, 0.0, 1.0
    return dict(lines=sum(k == "line" for k, _ in kinds), cells=[c for k, c in kinds if k == "cells"],
                choices=[c for k, c in kinds if k == "choice"], trials=trials, points=points,
                logs=[log_density(kinds, trials, p) for p in points])


rng = np.random.default_rng(7)
mixed = [("line", 0), ("line", 0), ("cells", 4), ("cells", 11), ("choice", 3), ("choice", 2)]
cases = [case(rng, kinds, n, inactive) for kinds, n, inactive in [
    ([("line", 0)], 1, 0), ([("line", 0)], 7, 0), ([("line", 0)] * 3, 140, 0), ([("cells", 5)], 9, 0), ([("choice", 4)], 9, 0),
    (mixed, 1, 0), (mixed, 12, 0), (mixed, 60, 0), (mixed, 20, .3)]]
with open(os.path.join(HERE, "densities.json"), "w") as f:
    json.dump(cases, f, separators=(",", ":"))
    f.write("\n")
