#!/usr/bin/env python3
"""Writes curves.json beside itself: posteriors of learning curves, by conditioning one large normal distribution per shape.

Shapes are computed here from their definition (the head of CurveShapes.swift), from points that are stored with them, and a
curve's reports and ends are taken as jointly normal: SciPy gives the density of the reports and NumPy solves for
what they say of the ends, with none of the closed forms of CurvePosterior.swift.
"""
import json
import os

import numpy as np
from scipy.special import ndtri
from scipy.stats import multivariate_normal, norm, qmc

HERE = os.path.dirname(os.path.abspath(__file__))


def shape(index, u, last):
    scale = 0.5 * max(0.8 * last, 2) ** u[0]
    z = ndtri(u[1])
    g = [
        lambda t: (1 + t / scale) ** -np.exp(0.8 * z),
        lambda t: np.exp(-((t / scale) ** np.exp(0.3 * z))),
        lambda t: 1 / (1 + (t / scale) ** np.exp(0.3 + 0.5 * z)),
        lambda t: -np.log1p(t / scale),
    ][index % 4]
    end = 2 + int(u[3] * (last - 1)) if u[2] < 0.3 else last
    t = np.minimum(np.arange(1, last + 1), min(end, last)).astype(float)
    return (g(t) - g(float(min(end, last)))) / (g(1.0) - g(float(min(end, last))))


def posterior(points, end, start, noise, heights, at, threshold):
    steps = np.array([step - 1 for step, _ in points], dtype=int)
    y = np.array([value for _, value in points])
    prior_mean, prior = np.array([end[0], start[0]]), np.diag([end[1], start[1]])
    logs, means, variances = [], [], []
    for h in heights:
        A = np.stack([1 - h[steps], h[steps]], 1)
        a = np.array([1 - h[at - 1], h[at - 1]])
        mean, variance = a @ prior_mean, a @ prior @ a
        if len(points):
            covariance = A @ prior @ A.T + noise * np.eye(len(y))
            logs.append(multivariate_normal.logpdf(y, A @ prior_mean, covariance, allow_singular=False))
            gain = np.linalg.solve(covariance, A @ prior @ a)
            mean += gain @ (y - A @ prior_mean)
            variance -= gain @ (A @ prior @ a)
        else:
            logs.append(0.0)
        means.append(mean)
        variances.append(variance)
    logs, means, variances = np.array(logs), np.array(means), np.array(variances)
    evidence = np.logaddexp.reduce(logs) - np.log(len(heights))
    w = np.exp(logs - np.logaddexp.reduce(logs))
    total = w @ means
    z = (threshold - means) / np.sqrt(variances)
    return dict(
        evidence=evidence, mean=total, variance=w @ (variances + means**2) - total**2, probability=w @ norm.cdf(z),
        gain=w @ (np.sqrt(variances) * (z * norm.cdf(z) + norm.pdf(z))))


def main():
    design = np.round(qmc.Sobol(4, seed=1).random(256), 9).clip(1e-9, 1 - 1e-9).tolist()
    cases = []
    rng = np.random.default_rng(7)
    for last, count, noise in [(27, 0, 1e-2), (27, 1, 1e-2), (52, 4, 1e-3), (52, 20, 1e-2), (200, 12, 1e-2)]:
        heights = [shape(i, u, last) for i, u in enumerate(design)]
        steps = sorted(rng.choice(last, count, replace=False) + 1)
        points = [(int(t), float(np.round(2 * t**-0.5 - 1 + 0.05 * rng.normal(), 6))) for t in steps]
        at, threshold = int(last * 0.8), -0.7
        end, start = (-0.4, 0.5), (0.9, 0.3)
        cases.append(dict(
            last=last, points=points, end=end, start=start, noise=noise, at=at, threshold=threshold,
            expected=posterior(points, end, start, noise, heights, at, threshold)))
    with open(os.path.join(HERE, "curves.json"), "w") as file:
        json.dump(dict(design=design, cases=cases), file)


main()
