#!/usr/bin/env python3
"""Writes surrogates.json: evidence, gradients and predictions of the two surrogates, by other code than ours.

Gaussian: scikit-learn's GaussianProcessRegressor (1.9) where there are no choices; with choices, plain numpy and central
differences. Gamma: the mode by scipy.optimize on f (not on alpha), the determinant of K^-1 + W, and central differences.
Yeo-Johnson: scipy.stats.
"""
import json
import os

import numpy as np
from scipy import optimize, special, stats
from sklearn.gaussian_process import GaussianProcessRegressor
from sklearn.gaussian_process.kernels import ConstantKernel, Matern, WhiteKernel

HERE = os.path.dirname(os.path.abspath(__file__))
JITTER = 1e-8


def matrix(A, B, theta, is_choice, unit=1.0):
    d = len(is_choice)
    l = np.exp(theta[:d])
    D = A[:, None, :] - B[None, :, :]
    r = np.sqrt(sum((D[:, :, j] / l[j]) ** 2 for j in range(d) if not is_choice[j]) + np.zeros(D.shape[:2]))
    K = (1 + np.sqrt(5) * r + 5 * r * r / 3) * np.exp(-np.sqrt(5) * r)
    for j in range(d):
        if is_choice[j]:
            K = K * np.where(D[:, :, j] != 0, np.exp(-1 / l[j]), 1.0)
    return unit * np.exp(theta[d]) * K


def differences(f, x, h=1e-5):
    x = np.array(x, float)
    return [float((f(x + h * e) - f(x - h * e)) / (2 * h)) for e in np.eye(len(x))]


def gaussian(X, y, theta, is_choice, queries):
    d, n = len(is_choice), len(y)

    def parts(theta):
        A = matrix(X, X, theta, is_choice) + (np.exp(theta[d + 1]) + JITTER) * np.eye(n)
        one = np.linalg.solve(A, np.ones(n))
        m = one @ y / one.sum()
        return A, m

    def value(theta):
        A, m = parts(theta)
        r = y - m
        return .5 * r @ np.linalg.solve(A, r) + .5 * np.linalg.slogdet(A)[1] + .5 * n * np.log(2 * np.pi)

    A, m = parts(theta)
    if not any(is_choice):
        kernel = (ConstantKernel(np.exp(theta[d])) * Matern(np.exp(theta[:d]), nu=2.5) + WhiteKernel(np.exp(theta[d + 1])))
        model = GaussianProcessRegressor(kernel, alpha=JITTER, optimizer=None).fit(X, y - m)
        # scikit-learn orders ln s^2, ln l, ln v
        lml, g = model.log_marginal_likelihood(model.kernel_.theta, eval_gradient=True)
        value_, gradient = -lml, [*(-g[1:1 + d]), -g[0], -g[-1]]
        # A kernel without the white part predicts the latent function.
        latent = GaussianProcessRegressor(kernel.k1, alpha=JITTER + np.exp(theta[d + 1]), optimizer=None).fit(X, y - m)
        mu, sd = latent.predict(queries, return_std=True)
        mu = mu + m
        var = sd ** 2
    else:
        value_, gradient = value(theta), differences(value, theta)
        k = matrix(queries, X, theta, is_choice)
        mu = m + k @ np.linalg.solve(A, y - m)
        var = np.exp(theta[d]) - np.einsum("ij,ij->i", k, np.linalg.solve(A, k.T).T)
    loo = 0.0
    for i in range(n):  # leave-one-out by leaving one out, with the mean of all
        keep = np.arange(n) != i
        B = A[np.ix_(keep, keep)]
        c = A[i, keep]
        mi = m + c @ np.linalg.solve(B, (y - m)[keep])
        vi = A[i, i] - c @ np.linalg.solve(B, c)
        loo += stats.norm.logpdf(y[i], mi, np.sqrt(vi))
    return dict(points=X.tolist(), values=y.tolist(), isChoice=is_choice, theta=list(theta), queries=queries.tolist(),
                value=float(value_), gradient=[float(v) for v in gradient], leaveOneOut=float(loo),
                means=mu.tolist(), variances=var.tolist())


def gamma(X, y, theta, is_choice, queries):
    d, n = len(is_choice), len(y)
    ly = np.log(y)
    unit, centre = ly.var(), ly.mean()

    def mode(theta):
        K = matrix(X, X, theta, is_choice, unit)
        kappa = np.exp(-theta[d + 1]) / unit
        m = centre + np.sqrt(unit) * theta[d + 2]
        Ki = np.linalg.inv(K)

        def objective(f):
            return -(stats.gamma.logpdf(y, kappa, scale=np.exp(f) / kappa).sum() - .5 * (f - m) @ Ki @ (f - m))

        def jac(f):
            return -(kappa * (y * np.exp(-f) - 1) - Ki @ (f - m))

        def hess(f):
            return np.diag(kappa * y * np.exp(-f)) + Ki

        f = optimize.minimize(objective, ly, jac=jac, hess=hess, method="trust-exact", options=dict(gtol=1e-10)).x
        for _ in range(5):
            f = f - np.linalg.solve(hess(f), jac(f))
        return K, Ki, kappa, m, f, objective(f), hess(f)

    def value(theta):
        K, Ki, kappa, m, f, o, H = mode(theta)
        return o + .5 * np.linalg.slogdet(H)[1] + .5 * np.linalg.slogdet(K)[1]

    K, Ki, kappa, m, f, o, H = mode(theta)
    k = matrix(queries, X, theta, is_choice, unit)
    W = kappa * y * np.exp(-f)
    mu = m + k @ Ki @ (f - m)
    var = unit * np.exp(theta[d]) - np.einsum("ij,ij->i", k, np.linalg.solve(K + np.diag(1 / W), k.T).T)
    return dict(points=X.tolist(), values=y.tolist(), isChoice=is_choice, theta=list(theta), queries=queries.tolist(),
                value=float(value(theta)), gradient=differences(value, theta, 1e-4),
                means=mu.tolist(), variances=var.tolist())


if __name__ == "__main__":
    r = np.random.RandomState(3)
    X1 = r.rand(9, 1)
    X3 = r.rand(14, 3)
    Xc = r.rand(12, 3)
    Xc[:, 1] = r.choice([.25, .75], 12)
    f = lambda X: np.sin(5 * X[:, 0]) + (X[:, -1] - .4) ** 2 + .2 * r.randn(len(X))
    out = dict(
        gaussian=[
            gaussian(X1, f(X1), [-.5, .2, -3.], [False], r.rand(4, 1)),
            gaussian(X3, f(X3), [-.7, .3, -.1, -.3, -1.], [False] * 3, r.rand(4, 3)),
            gaussian(Xc, f(Xc), [-.7, .1, -.1, .4, -4.], [False, True, False], np.array([[.1, .25, .6], [.5, .75, .5]])),
        ],
        gamma=[
            gamma(X1, np.exp(f(X1)), [-.5, .2, -3., .1], [False], r.rand(4, 1)),
            gamma(X3, np.exp(2 * f(X3)), [-.7, .3, -.1, -.3, -.2, -.4], [False] * 3, r.rand(4, 3)),
            gamma(Xc, 1e-3 * np.exp(f(Xc)), [-.7, .1, -.1, .4, -4., 0.], [False, True, False],
                  np.array([[.1, .25, .6], [.5, .75, .5]])),
        ],
    )
    y = np.exp(1.5 * r.randn(20))
    z = (y - y.mean()) / y.std()
    t, lam = stats.yeojohnson(z)
    jac = (lam - 1) * np.sum(np.sign(z) * np.log1p(abs(z))) - len(z) * np.log(t.std())
    out["yeoJohnson"] = dict(values=y.tolist(), warped=((t - t.mean()) / t.std()).tolist(), logJacobian=float(jac))
    with open(os.path.join(HERE, "surrogates.json"), "w") as file:
        json.dump(out, file, indent=1)
        file.write("\n")
