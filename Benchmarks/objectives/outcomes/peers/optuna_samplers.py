"""Optuna's samplers with their defaults, and NSGA-II with a population of 20 beside its default of 50."""

from __future__ import annotations

import warnings

import optuna
from harness.peers.optuna_samplers import distribution
from harness.space import Configuration, Space

from ..tasks import Goal, Outcome

SAMPLERS = {
    "nsga2": optuna.samplers.NSGAIISampler,
    "nsga2-20": lambda **options: optuna.samplers.NSGAIISampler(population_size=20, **options),
    "tpe": optuna.samplers.TPESampler,
    "gp": optuna.samplers.GPSampler,
}


class Optuna:
    """A study in memory, asked and told."""

    def __init__(self, space: Space, goal: Goal, seed: int, trials: int, sampler: str) -> None:
        optuna.logging.set_verbosity(optuna.logging.ERROR)
        warnings.simplefilter("ignore")
        options = {"constraints_func": lambda trial: trial.user_attrs["constraints"]} if goal.constraints else {}
        self.distributions = {parameter.name: distribution(parameter) for parameter in space}
        self.study = optuna.create_study(
            directions=["minimize"] * goal.objectives, sampler=SAMPLERS[sampler](seed=seed, **options)
        )

    def ask(self) -> Configuration:
        self.trial = self.study.ask(self.distributions)
        return dict(self.trial.params)

    def tell(self, configuration: Configuration, outcome: Outcome) -> None:
        if outcome.constraints:
            self.trial.set_user_attr("constraints", outcome.constraints)
        self.study.tell(self.trial, outcome.values)
