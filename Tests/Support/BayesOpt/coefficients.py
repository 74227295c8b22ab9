#!/usr/bin/env python3
"""Writes the two tables of numbers in Sources/BayesOpt that are not typed by hand.

    python3 coefficients.py temme      > ../../../Sources/BayesOpt/Mathematics/TemmeCoefficients.swift
    python3 coefficients.py directions > ../../../Sources/BayesOpt/Sampling/SobolDirections.swift

temme: DLMF 8.12.10-12 in exact rational arithmetic. directions: Joe and Kuo's new-joe-kuo-6 table as SciPy ships it.
"""
import sys
from fractions import Fraction as F
from math import comb

TERMS, ORDERS, DIMENSIONS = 18, 6, 64


def temme():
    size = TERMS + 2 * ORDERS + 4
    # mu = lambda - 1 as a power series in eta with eta^2/2 = mu - ln(1 + mu), from mu' mu = eta (1 + mu).
    mu = [F(0), F(1)]
    for n in range(2, size):
        # coefficient of eta^n: sum_{i+j=n+1} i mu_i mu_j = mu_{n-1}, the unknown mu_n appears in i=1,j=n and i=n,j=1
        known = sum(i * mu[i] * mu[n + 1 - i] for i in range(2, n))
        mu.append((mu[n - 1] - known) / (n + 1))
    # 1 / mu = (1 / eta) * r(eta)
    ratio = [mu[i + 1] for i in range(size - 1)]
    r = [F(1)]
    for n in range(1, size - 1):
        r.append(-sum(ratio[k] * r[n - k] for k in range(1, n + 1)))
    g = stirling(ORDERS + 1)
    rows = []
    previous = [r[i + 1] for i in range(size - 2)]  # C_0 = 1/mu - 1/eta
    rows.append(previous)
    for k in range(1, ORDERS):
        # C_k = (C_{k-1}' )/eta + (-1)^k g_k / mu, the poles cancel
        derivative = [(i + 1) * previous[i + 1] for i in range(len(previous) - 1)]
        numerator = [derivative[i] + (-1) ** k * g[k] * r[i] for i in range(len(derivative))]
        assert numerator[0] == 0, (k, numerator[0])
        previous = numerator[1:]
        rows.append(previous)
    print("// DLMF 8.12.10-12: Temme's c_k(eta), each a power series in eta. Made by Tests/Support/BayesOpt/coefficients.py.")
    print()
    print("extension GammaDistribution {")
    print("  /// Row k holds c_k, from eta^0 up.")
    print("  static let temme: [[Double]] = [")
    for row in rows:
        print("    [")
        numbers = [repr(float(c)) for c in row[:TERMS]]
        for i in range(0, TERMS, 4):
            print("      " + ", ".join(numbers[i:i + 4]) + ",")
        print("    ],")
    print("  ]")
    print("}")


def stirling(count):
    """g_0 ... of DLMF 5.11.3 by exponentiating the Bernoulli series of ln Gamma."""
    bernoulli = [F(1)]
    for m in range(1, 2 * count + 2):
        bernoulli.append(-sum(comb(m + 1, j) * bernoulli[j] for j in range(m)) / (m + 1))
    log = [F(0)] * (count + 1)  # in powers of 1/a
    for k in range(1, count + 1):
        if 2 * k - 1 <= count:
            log[2 * k - 1] = bernoulli[2 * k] / (2 * k * (2 * k - 1))
    g = [F(1)]
    for n in range(1, count + 1):
        g.append(sum(k * log[k] * g[n - k] for k in range(1, n + 1)) / n)
    return g


def directions():
    import os
    import numpy as np
    import scipy.stats.qmc as qmc
    table = np.load(os.path.dirname(qmc.__file__) + "/_sobol_direction_numbers.npz")
    print("// Primitive polynomials and initial direction numbers of S. Joe and F. Y. Kuo, \"Constructing Sobol sequences with")
    print("// better two-dimensional projections\", SIAM J. Sci. Comput. 30 (2008) 2635-2654, table new-joe-kuo-6.21201.")
    print("// Made by Tests/Support/BayesOpt/coefficients.py.")
    print()
    print("extension Sobol {")
    print("  /// For each dimension from the second on: the bits of the polynomial, then as many m_k as its degree.")
    print("  static let directions: [[UInt32]] = [")
    for j in range(1, DIMENSIONS):
        poly = int(table["poly"][j])
        degree = poly.bit_length() - 1
        print("    [" + ", ".join(str(int(v)) for v in [poly, *table["vinit"][j][:degree]]) + "],")
    print("  ]")
    print("}")


{"temme": temme, "directions": directions}[sys.argv[1]]()
