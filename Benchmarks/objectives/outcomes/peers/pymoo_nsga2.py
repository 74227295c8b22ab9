"""pymoo: NSGA-II with a population of 20, over the unit cube; what is no real axis is rounded."""

from __future__ import annotations

import numpy as np
from harness.space import Configuration, Space, configuration
from pymoo.algorithms.moo.nsga2 import NSGA2
from pymoo.core.evaluator import Evaluator
from pymoo.core.problem import Problem
from pymoo.problems.static import StaticProblem

from ..tasks import Goal, Outcome

POPULATION = 20


class Pymoo:
    """Generations, asked for and told one by one."""

    def __init__(self, space: Space, goal: Goal, seed: int, trials: int) -> None:
        self.space = space
        self.problem = Problem(n_var=len(space), n_obj=goal.objectives, xl=0.0, xu=1.0)
        self.algorithm = NSGA2(pop_size=POPULATION)
        self.algorithm.setup(self.problem, termination=("n_gen", trials), seed=seed, verbose=False)
        self.generation = None
        self.values: list[list[float]] = []

    def ask(self) -> Configuration:
        if self.generation is None:
            self.generation = self.algorithm.ask()
        return configuration(self.space, self.generation.get("X")[len(self.values)])

    def tell(self, configuration: Configuration, outcome: Outcome) -> None:
        self.values.append(outcome.values)
        if len(self.values) < len(self.generation):
            return
        Evaluator().eval(StaticProblem(self.problem, F=np.array(self.values)), self.generation)
        self.algorithm.tell(infills=self.generation)
        self.generation, self.values = None, []
