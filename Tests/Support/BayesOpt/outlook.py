#!/usr/bin/env python3
"""Writes outlook.json: what models believe along a line, by other code than ours.

Hyperparameters are fitted anew, by scipy.optimize on evidence times prior. Gaussian: the posterior is scikit-learn's
GaussianProcessRegressor, the power transform scikit-learn's PowerTransformer, and which of the two scales is used is
decided by leaving out each observation in turn. Gamma: Laplace's approximation as surrogates.py has it. Medians and bands
are in the units of the values.
"""
import json
import os

import numpy as np
from scipy import optimize, stats
from sklearn.gaussian_process import GaussianProcessRegressor
from sklearn.gaussian_process.kernels import ConstantKernel, Matern
from sklearn.preprocessing import PowerTransformer

import surrogates

HERE = os.path.dirname(os.path.abspath(__file__))
Z = stats.norm.ppf(0.975)
LINE = [False]


def minus_log_prior(theta):
    return (.5 * ((theta[0] + .3) / .8) ** 2 + .5 * (theta[1] / .5) ** 2 + .5 * ((theta[2] + 5) / 1.5) ** 2
            + (.5 * theta[3] ** 2 if len(theta) > 3 else 0))


def fit(value, dimension):
    lower = [np.log(.02), np.log(.05), np.log(1e-6), -4][:dimension]
    upper = [np.log(30), np.log(20), 0, 4][:dimension]
    best = None
    for start in ([0., 0, -6, 0], [-.7, 0, -4, 0], [-1.5, 0, -2, 0]):
        result = optimize.minimize(lambda t: value(np.clip(t, lower, upper)) + minus_log_prior(np.clip(t, lower, upper)),
                                   start[:dimension], method="Nelder-Mead",
                                   options=dict(xatol=1e-7, fatol=1e-10, maxiter=4000))
        if best is None or result.fun < best.fun:
            best = result
    return np.clip(best.x, lower, upper)


def gaussian(points, costs, queries):
    z = (costs - costs.mean()) / costs.std()
    power = PowerTransformer(method="yeo-johnson", standardize=True)
    t = power.fit_transform(z[:, None])[:, 0]
    lam = power.lambdas_[0]
    spread = stats.yeojohnson(z, lam).std()
    jacobian = (lam - 1) * np.sum(np.sign(z) * np.log1p(abs(z))) - len(z) * np.log(spread)

    def evaluate(theta, y):
        return surrogates.gaussian(points, y, list(theta), LINE, points[:1])

    fits = []
    for y in (z, t):
        theta = fit(lambda theta: evaluate(theta, y)["value"], 3)
        fits.append((theta, y, evaluate(theta, y)["leaveOneOut"]))
    is_warped = fits[1][2] + jacobian > fits[0][2]
    theta, y, _ = fits[1 if is_warped else 0]
    A = surrogates.matrix(points, points, theta, LINE) + (np.exp(theta[2]) + surrogates.JITTER) * np.eye(len(y))
    one = np.linalg.solve(A, np.ones(len(y)))
    mean = one @ y / one.sum()
    kernel = ConstantKernel(np.exp(theta[1])) * Matern(np.exp(theta[0]), nu=2.5)
    model = GaussianProcessRegressor(kernel, alpha=surrogates.JITTER + np.exp(theta[2]), optimizer=None).fit(points, y - mean)
    m, s = model.predict(queries, return_std=True)
    m = m + mean
    # With noise, what is to be beaten is the least posterior mean at the points.
    noisy = np.exp(theta[2]) > 5e-3
    incumbent = (model.predict(points) + mean).min() if noisy else y.min()

    def back(place):
        standard = power.inverse_transform(place[:, None])[:, 0] if is_warped else place
        return costs.mean() + costs.std() * standard

    gap = (incumbent - m) / s
    improvement = s * (gap * stats.norm.cdf(gap) + stats.norm.pdf(gap))
    return is_warped, back(m), back(m - Z * s), back(m + Z * s), improvement


def gamma(points, distances, queries):
    theta = fit(lambda theta: surrogates.gamma(points, distances, list(theta), LINE, points[:1])["value"], 4)
    model = surrogates.gamma(points, distances, list(theta), LINE, np.vstack([queries, points]))
    m, v = np.array(model["means"]), np.array(model["variances"])
    least = m[len(queries):].min()
    m, s = m[:len(queries)], np.sqrt(v[:len(queries)])
    gap = (least - m) / s
    improvement = np.exp(least) * stats.norm.cdf(gap) - np.exp(m + s * s / 2) * stats.norm.cdf(gap - s)
    return np.exp(m), np.exp(m - Z * s), np.exp(m + Z * s), improvement


def case(strategy, direction, points, values, queries):
    sign = 1 if direction == "minimize" else -1
    warped = False
    if strategy == "gaussian":
        warped, median, low, high, improvement = gaussian(points, sign * values, queries)
        median, low, high = sign * median, sign * low, sign * high
    else:
        bound = 0 if direction == "minimize" else 1
        median, low, high, improvement = gamma(points, sign * (values - bound), queries)
        median, low, high = bound + sign * median, bound + sign * low, bound + sign * high
    def numbers(values):
        # Where the power transform ends, nothing is carried back.
        return [None if np.isnan(value) else value for value in values.tolist()]

    return dict(strategy=strategy, direction=direction, isWarped=bool(warped), points=points[:, 0].tolist(),
                values=values.tolist(), queries=queries[:, 0].tolist(), medians=numbers(median),
                lows=numbers(np.minimum(low, high)), highs=numbers(np.maximum(low, high)),
                improvements=improvement.tolist())


if __name__ == "__main__":
    points = np.array([.08, .2, .37, .52, .66, .81, .95])[:, None]
    x = points[:, 0]
    queries = (np.arange(0, 129, 8) / 128)[:, None]
    ripple = .02 * np.cos(37 * x)
    even = np.sin(5 * x) + ripple
    skewed = np.exp(3 * np.sin(5 * x)) + ripple
    loss = .05 + (x - .4) ** 2 * (1 + .1 * np.cos(37 * x))
    cases = [
        case("gaussian", "minimize", points, even, queries),
        case("gaussian", "maximize", points, even, queries),
        case("gaussian", "minimize", points, skewed, queries),
        case("gamma", "minimize", points, loss, queries),
        case("gamma", "maximize", points, 1 - loss, queries),
    ]
    assert [c["isWarped"] for c in cases[:3]] == [False, False, True], [c["isWarped"] for c in cases]
    with open(os.path.join(HERE, "outlook.json"), "w") as file:
        json.dump(cases, file, indent=1)
        file.write("\n")
