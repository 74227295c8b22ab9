"""COCO's functions (Hansen et al. 2021, coco-experiment): bbob, all real, and bbob-mixint, four integers and a real.

A fixed part of them: each of the 24 functions once in 2-D and 5-D, two pairs in 10-D, and each mixed-integer function
in 5-D. Function 1 has position 0, so odd functions are for development and even ones for judging; the numbering of COCO
alternates within its groups (separable, moderate, ill-conditioned, multimodal, weakly structured).
"""

from __future__ import annotations

import os
import tempfile
from functools import cache
from typing import Any

import numpy as np

from ..space import Configuration, Parameter, Space, integer, real
from ..tasks import Objective, Task, half_of

INSTANCE = 5
FUNCTIONS = range(1, 25)
TEN_DIMENSIONAL = (9, 10, 15, 16)
MIXED_DIMENSION = 5


def tasks() -> list[Task]:
    try:
        import cocoex  # noqa: F401
    except ImportError:
        return []
    shapes = [(f, d) for d in (2, 5) for f in FUNCTIONS] + [(f, 10) for f in TEN_DIMENSIONAL]
    return [_real(f, d) for f, d in shapes] + [_mixed(f) for f in FUNCTIONS]


def _real(function: int, dimension: int) -> Task:
    space = tuple(real(f"x{i}", -5, 5) for i in range(dimension))

    def make() -> Objective:
        import cocoex

        problem = cocoex.BareProblem("bbob", function, dimension, INSTANCE)
        return lambda configuration: float(problem([configuration[p.name] for p in space]))

    import cocoex

    optimum = float(cocoex.BareProblem("bbob", function, dimension, INSTANCE).best_value())
    name = f"bbob-f{function}-d{dimension}"
    return Task(name, "bbob", half_of(function - 1), "real", space, make, optimum=optimum)


def _mixed(function: int) -> Task:
    problem = _mixed_problem(function)
    space: Space = tuple(
        _axis(i, problem.lower_bounds[i], problem.upper_bounds[i], i < problem.number_of_integer_variables)
        for i in range(MIXED_DIMENSION)
    )

    def make() -> Objective:
        problem = _mixed_problem(function)

        def objective(configuration: Configuration) -> float:
            return float(problem(np.array([configuration[p.name] for p in space], dtype=float)))

        return objective

    name = f"mixint-f{function}-d{MIXED_DIMENSION}"
    return Task(name, "mixint", half_of(function - 1), "mixed", space, make, optimum=_mixed_optimum(function))


def _axis(index: int, low: float, high: float, is_integer: bool) -> Parameter:
    name = f"x{index}"
    return integer(name, int(low), int(high)) if is_integer else real(name, float(low), float(high))


@cache
def _mixed_suite():
    import cocoex

    return cocoex.Suite("bbob-mixint", "", f"dimensions: {MIXED_DIMENSION} instance_indices: 1-{INSTANCE}")


def _mixed_problem(function: int):
    return _mixed_suite().get_problem_by_function_dimension_instance(function, MIXED_DIMENSION, INSTANCE)


def _mixed_optimum(function: int) -> float:
    problem = _mixed_problem(function)
    return float(problem(best_point(problem)))


def best_point(problem: Any) -> np.ndarray:
    """Where the least value lies. The library tells it only by writing a file into the working directory."""
    here = os.getcwd()
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        try:
            problem._best_parameter("print")
            return np.loadtxt("._bbob_problem_best_parameter.txt")
        finally:
            os.chdir(here)
