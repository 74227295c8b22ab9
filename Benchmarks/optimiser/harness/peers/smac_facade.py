"""SMAC 3's hyper-parameter facade: a random forest, with one evaluation a configuration."""

from __future__ import annotations

import logging
import tempfile
from pathlib import Path

from ConfigSpace import Categorical, ConfigurationSpace, Float, Integer
from smac import HyperparameterOptimizationFacade as Facade
from smac import Scenario
from smac.runhistory.dataclasses import TrialValue

from ..space import Configuration, Parameter, Space


class Smac:
    """Asked and told; its initial design has a quarter of the budget, at least 5 and at most 12 points."""

    def __init__(self, space: Space, seed: int, trials: int, is_noisy: bool) -> None:
        logging.disable(logging.CRITICAL)
        self.space = space
        self.folder = tempfile.TemporaryDirectory()
        axes = ConfigurationSpace(seed=seed)
        axes.add([axis(parameter) for parameter in space])
        scenario = Scenario(
            axes, n_trials=2 * trials, deterministic=True, seed=seed, output_directory=Path(self.folder.name)
        )
        self.facade = Facade(
            scenario, lambda configuration, seed=0: 0.0, logging_level=False, overwrite=True,
            initial_design=Facade.get_initial_design(scenario, n_configs=min(12, max(5, trials // 4))),
            intensifier=Facade.get_intensifier(scenario, max_config_calls=1),
        )

    def ask(self) -> Configuration:
        self.trial = self.facade.ask()
        drawn = self.trial.config
        return {p.name: str(drawn[p.name]) if p.is_choice else p.snap(float(drawn[p.name])) for p in self.space}

    def tell(self, configuration: Configuration, value: float) -> None:
        self.facade.tell(self.trial, TrialValue(cost=value, time=0.1), save=False)


def axis(parameter: Parameter):
    if parameter.is_choice:
        return Categorical(parameter.name, list(parameter.choices))
    if parameter.kind == "int":
        return Integer(parameter.name, (int(parameter.low), int(parameter.high)), log=parameter.is_logarithmic)
    return Float(parameter.name, (parameter.low, parameter.high), log=parameter.is_logarithmic)
