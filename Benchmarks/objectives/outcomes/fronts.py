"""Fronts of two costs, the smaller the better, and what they are worth."""

from __future__ import annotations

import numpy as np

BEYOND = 1.1  # the reference point, in units of the way from the ideal to the nadir point


def front(points: np.ndarray) -> np.ndarray:
    """The indices of the points that no other one dominates, by the first cost."""
    order = np.lexsort((points[:, 1], points[:, 0]))
    second = points[order, 1]
    before = np.concatenate([[np.inf], np.minimum.accumulate(second)[:-1]])
    return order[second < before]


def hypervolume(points: np.ndarray) -> float:
    """The area that points dominate below the reference point; costs are on the scale where ideal is 0 and nadir 1."""
    inside = points[(points < BEYOND).all(axis=1)]
    if not len(inside):
        return 0.0
    best = inside[front(inside)]
    ceilings = np.concatenate([[BEYOND], best[:-1, 1]])
    return float(((BEYOND - best[:, 0]) * (ceilings - best[:, 1])).sum())
