"""COCO's functions of two objectives (bbob-biobj) and under constraints (bbob-constrained), in 2-D and 5-D.

Of the 55 pairs every fifth is taken, from the first on; odd ones are for development and even ones for judging. They are
searched between -5 and 5, where the functions that they are pairs of have their optima. Of the constrained functions those
with 1, 3 and 9 constraints are taken, which are the first three of six of each of nine functions (sphere, ellipsoid, slope, rotated
ellipsoid, discus, bent cigar, powers, Rastrigin's, that rotated); of these nine the odd ones are for development.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

import numpy as np
from harness.families.coco import best_point
from harness.space import Configuration, Space, real
from harness.tasks import half_of

from ..tasks import Evaluation, Goal, Outcome, Task

INSTANCE = 1
DIMENSIONS = (2, 5)
PAIRS = range(1, 56, 5)
CONSTRAINED, VARIANTS = 9, 6
COUNTS = (1, 3, 9)  # constraints of the first variants


def tasks() -> Iterator[Task]:
    try:
        import cocoex  # noqa: F401
    except ImportError:
        return
    for dimension in DIMENSIONS:
        for number in PAIRS:
            yield _pair(number, dimension)
    for dimension in DIMENSIONS:
        for function in range(CONSTRAINED):
            for variant, count in enumerate(COUNTS):
                yield _constrained(function, variant, count, dimension)


@cache
def _suite(name: str, dimension: int) -> Any:
    import cocoex

    return cocoex.Suite(name, "", f"dimensions: {dimension} instance_indices: {INSTANCE}")


def _problem(suite: str, number: int, dimension: int) -> Any:
    return _suite(suite, dimension).get_problem_by_function_dimension_instance(number, dimension, INSTANCE)


def _space(dimension: int) -> Space:
    return tuple(real(f"x{i}", -5, 5) for i in range(dimension))


def _point(configuration: Configuration) -> np.ndarray:
    return np.array(list(configuration.values()), dtype=float)


def _pair(number: int, dimension: int) -> Task:
    space = _space(dimension)

    def make() -> Evaluation:
        problem = _problem("bbob-biobj", number, dimension)
        return lambda configuration: Outcome([float(value) for value in problem(_point(configuration))])

    def landmarks() -> list[Configuration]:
        import cocoex

        name = _problem("bbob-biobj", number, dimension).name
        found = []
        for function, instance in re.findall(r"bbob_f(\d+)_i(\d+)", name):
            suite = cocoex.Suite("bbob", f"instances: {int(instance)}", f"dimensions: {dimension}")
            single = suite.get_problem_by_function_dimension_instance(int(function), dimension, int(instance))
            found.append({p.name: float(x) for p, x in zip(space, best_point(single))})
        return found

    name = f"biobj-f{number}-d{dimension}"
    return Task(name, "biobj", half_of(number - 1), Goal(objectives=2), space, make, landmarks)


def _constrained(function: int, variant: int, count: int, dimension: int) -> Task:
    number, space = VARIANTS * function + variant + 1, _space(dimension)

    def make() -> Evaluation:
        problem = _problem("bbob-constrained", number, dimension)

        def evaluation(configuration: Configuration) -> Outcome:
            point = _point(configuration)
            return Outcome([float(problem(point))], [float(constraint) for constraint in problem.constraint(point)])

        return evaluation

    def landmarks() -> list[Configuration]:
        best = best_point(_problem("bbob-constrained", number, dimension))
        return [{p.name: float(x) for p, x in zip(space, best)}]

    name = f"constrained-f{number}-d{dimension}"
    return Task(name, "constrained", half_of(function), Goal(constraints=count), space, make, landmarks)
