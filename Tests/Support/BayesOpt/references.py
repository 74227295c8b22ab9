#!/usr/bin/env python3
"""Writes the reference numbers of the tests of BayesOpt beside itself: python3 references.py [topic ...]

SciPy where it has the function, mpmath with 50 digits for the logarithms in far tails. Each file is a list of rows of numbers.
"""
import json
import os
import sys

import mpmath as mp
import numpy as np
from scipy import special, stats
from scipy.stats import qmc

mp.mp.dps = 50
HERE = os.path.dirname(os.path.abspath(__file__))


def normal():
    """z, Phi, ln Phi, ln(phi + z Phi)"""
    rows = []
    for z in [-1e8, -1e4, -300, -40, -38, -20, -9, -5.0001, -5, -4.9999, -3, -1, -1e-3, 0, 1e-8, 0.5, 1, 2, 5, 8, 20, 1e4]:
        x = mp.mpf(z)
        if z < -40:  # asymptotic series; ncdf needs more digits there
            mills = mp.nsum(lambda k: (-1) ** int(k) * mp.fac2(2 * int(k) - 1) / x ** (2 * int(k)), [0, 8]) / -x
            log_cdf = -x * x / 2 - mp.log(2 * mp.pi) / 2 + mp.log(mills)
            c = 1 / mills + x
            log_gain = log_cdf + mp.log(c)
        else:
            log_cdf = mp.log1p(-mp.ncdf(-x)) if z > 0 else mp.log(mp.ncdf(x))
            log_gain = mp.log(mp.npdf(x) + x * mp.ncdf(x))
        rows.append([z, float(special.ndtr(z)), float(log_cdf), float(log_gain)])
    return rows


def normal_quantile():
    """p, Phi^-1(p)"""
    ps = [1e-300, 1e-100, 1e-20, 1e-10, 1e-5, .001, .02, .0749, .0751, .3, .5, .7, .9249, .9251, .99, 1 - 1e-10, 1 - 2 ** -53]
    return [[p, float(special.ndtri(p))] for p in ps]


def gamma_function():
    """x, ln Gamma, digamma, trigamma, ln Gamma*, ln x - digamma"""
    rows = []
    for x in [1e-8, 1e-3, .1, .5, 1, 1.4616, 2, 3.7, 11.999, 12, 50, 1e3, 1e6, 1e10]:
        X = mp.mpf(x)
        star = mp.loggamma(X) - (X - .5) * mp.log(X) + X - mp.log(2 * mp.pi) / 2
        rows.append([x, float(special.gammaln(x)), float(special.digamma(x)), float(special.polygamma(1, x)),
                     float(star), float(mp.log(X) - mp.digamma(X))])
    return rows


def shapes():
    for a in [1e-3, .05, .5, 1, 2.5, 10, 99, 199.5, 200.5, 1e3, 1e4, 1e6, 3e7]:
        for z in [-30, -12, -6.2, -5.8, -3.01, -2.99, -1, -.1, 0, .1, 1, 3, 5.9, 6.1, 12]:
            x = a + z * a ** .5
            if x > 0:
                yield a, x
        for factor in [1e-12, 1e-3, .1, 3]:
            if factor < 1 or a <= 1e4:
                yield a, a * factor
        if a < 1:
            yield a, 1e-300


def series(a, x):
    """ln P and ln(x P(a, x) - a P(a + 1, x)) = ln D + ln of sum x^k / (a+1)_k and of sum k x^k / (a+1)_k"""
    A, X = mp.mpf(a), mp.mpf(x)
    term, p, gain, k = mp.mpf(1), mp.mpf(1), mp.mpf(0), 1
    while True:
        term *= X / (A + k)
        p += term
        gain += k * term
        if term * k < mp.mpf(10) ** -40 * gain:
            break
        k += 1
    log_d = A * mp.log(X) - X - mp.loggamma(A + 1)
    return log_d + mp.log(p), log_d + mp.log(gain)


def gamma_cumulative():
    """a, x, P(a, x) by SciPy up to a = 1e4; above it SciPy's tails are off (by 10 % at 3e7, 6 sd), so mpmath there"""
    return [[a, x, float(special.gammainc(a, x)) if a <= 1e4 else float(mp.exp(series(a, x)[0]))] for a, x in shapes()]


def gamma_logarithms():
    """a, x, ln P(a, x), ln(x P(a, x) - a P(a + 1, x)) by mpmath"""
    return [[a, x, *map(float, series(a, x))] for a, x in shapes() if a <= 1e4]


def gamma_quantile():
    """a, p, P^-1(a, p) by SciPy"""
    rows = []
    for a in [1e-3, .05, .5, 1, 2.5, 10, 199.5, 1e3, 1e6]:
        for p in [1e-12, 1e-3, .025, .2, .5, .9, .999, 1 - 1e-9]:
            rows.append([a, p, float(special.gammaincinv(a, p))])
    return rows


def lognormal_improvement():
    """mean and variance of f, ln tau, ln E[max(tau - e^f, 0)]"""
    rows = []
    for v in [1e-6, 1e-3, .04, .2499, .2501, 1, 9, 40]:
        s = mp.sqrt(v)
        for z in [-30, -6, -2, -.3, 0, .9999, 1.0001, 3, 12]:
            for log_tau in [-2.0, 0.7]:
                m = log_tau - float(z) * float(s)
                Z = (mp.mpf(log_tau) - mp.mpf(m)) / s
                value = mp.ncdf(Z) - mp.exp(s * s / 2 - Z * s) * mp.ncdf(Z - s)
                rows.append([m, v, log_tau, float(log_tau + mp.log(value))])
    return rows


def sobol():
    """Points 0 ... 63 and 1000 ... 1003 of the unscrambled sequence in 64 dimensions."""
    points = qmc.Sobol(64, scramble=False).random(1024)
    return [points[i].tolist() for i in [*range(64), *range(1000, 1004)]]


if __name__ == "__main__":
    topics = [
        normal, normal_quantile, gamma_function, gamma_cumulative, gamma_logarithms, gamma_quantile, lognormal_improvement, sobol,
    ]
    for topic in topics:
        if len(sys.argv) == 1 or topic.__name__ in sys.argv[1:]:
            with open(os.path.join(HERE, topic.__name__ + ".json"), "w") as file:
                rows = ",\n".join(json.dumps(row) for row in topic())
                file.write("[\n" + rows.replace("-Infinity", "null") + "\n]\n")
