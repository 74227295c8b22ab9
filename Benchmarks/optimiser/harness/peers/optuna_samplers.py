"""Optuna's samplers with their defaults: TPE (multivariate since version 5), Gaussian process, CMA-ES."""

from __future__ import annotations

import warnings

import optuna
from optuna.distributions import BaseDistribution, CategoricalDistribution, FloatDistribution, IntDistribution

from ..space import Configuration, Parameter, Space

SAMPLERS = {
    "tpe": lambda seed: optuna.samplers.TPESampler(seed=seed),
    "gp": lambda seed: optuna.samplers.GPSampler(seed=seed),
    "cma": lambda seed: optuna.samplers.CmaEsSampler(seed=seed, warn_independent_sampling=False),
}


class Optuna:
    """A study in memory, asked and told."""

    def __init__(self, space: Space, seed: int, trials: int, is_noisy: bool, sampler: str) -> None:
        optuna.logging.set_verbosity(optuna.logging.ERROR)
        warnings.simplefilter("ignore", optuna.exceptions.ExperimentalWarning)
        self.distributions = {parameter.name: distribution(parameter) for parameter in space}
        self.study = optuna.create_study(sampler=SAMPLERS[sampler](seed))

    def ask(self) -> Configuration:
        self.trial = self.study.ask(self.distributions)
        return dict(self.trial.params)

    def tell(self, configuration: Configuration, value: float) -> None:
        self.study.tell(self.trial, value)


def distribution(parameter: Parameter) -> BaseDistribution:
    if parameter.is_choice:
        return CategoricalDistribution(parameter.choices)
    if parameter.kind == "int":
        step = int(parameter.step or 1)
        return IntDistribution(int(parameter.low), int(parameter.high), parameter.is_logarithmic, step)
    return FloatDistribution(parameter.low, parameter.high, parameter.is_logarithmic, parameter.step)
