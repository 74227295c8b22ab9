#!/usr/bin/env python3
"""Writes evolution.json beside itself: states of CMA-ES after generations of given points, by the package `cmaes` 0.13.1.

Each case: dimension, points of a generation, and per generation the points, best first, with the state after them.
"""
import json
import os

import numpy as np
from cmaes import CMA

HERE = os.path.dirname(os.path.abspath(__file__))


def case(dimension, population, generations, seed):
    rng = np.random.default_rng(seed)
    cma = CMA(mean=np.full(dimension, .5), sigma=.3, population_size=population)
    target = rng.random(dimension)
    steps = []
    for _ in range(generations):
        b, d = cma._eigen_decomposition()
        points = [cma._mean + cma._sigma * (b * d) @ rng.standard_normal(dimension) for _ in range(population)]
        values = [float(np.sum((p - target) ** 2 * 10 ** np.linspace(0, 3, dimension))) for p in points]
        ranked = [points[i] for i in np.argsort(values)]
        cma.tell([(p, float(i)) for i, p in enumerate(ranked)])
        steps.append(dict(points=[p.tolist() for p in ranked], mean=cma._mean.tolist(), sigma=float(cma._sigma),
                          covariance=cma._C.ravel().tolist(), pathSigma=cma._p_sigma.tolist(), pathC=cma._pc.tolist()))
    return dict(dimension=dimension, steps=steps)


with open(os.path.join(HERE, "evolution.json"), "w") as f:
    json.dump([case(1, 4, 4, 1), case(2, 6, 8, 2), case(5, 8, 12, 3), case(9, 20, 5, 4)], f, separators=(",", ":"))
    f.write("\n")
