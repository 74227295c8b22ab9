"""SMAC 3's multi-fidelity facade: a random forest in Hyperband's brackets, asked and told, with its defaults."""

from __future__ import annotations

import logging
import tempfile
import warnings
from pathlib import Path

from ConfigSpace import ConfigurationSpace
from harness.peers.smac_facade import axis
from harness.space import Configuration, Space
from smac import MultiFidelityFacade, Scenario
from smac.runhistory.dataclasses import TrialInfo, TrialValue

from ..tasks import EPOCHS
from .budgeted import Budgeted


class Smac(Budgeted):
    """Its initial design has ten points a parameter, which it takes from the number of trials: at most one an epoch."""

    def __init__(self, space: Space, seed: int, workers: int, budget: int) -> None:
        super().__init__()
        logging.disable(logging.CRITICAL)
        warnings.simplefilter("ignore")
        self.space = space
        self.folder = tempfile.TemporaryDirectory()
        axes = ConfigurationSpace(seed=seed)
        axes.add([axis(parameter) for parameter in space])
        scenario = Scenario(
            axes, n_trials=budget, min_budget=1, max_budget=EPOCHS, deterministic=True, seed=seed,
            output_directory=Path(self.folder.name),
        )
        self.facade = MultiFidelityFacade(
            scenario, lambda configuration, seed=0, budget=0: 0.0, logging_level=False, overwrite=True
        )

    def next_job(self) -> tuple[Configuration, float, TrialInfo]:
        trial = self.facade.ask()
        drawn = {p.name: str(trial.config[p.name]) if p.is_choice else p.snap(float(trial.config[p.name])) for p in self.space}
        return drawn, trial.budget, trial

    def answer(self, job: TrialInfo, error: float, epochs: int) -> None:
        self.facade.tell(job, TrialValue(cost=error, time=float(epochs)), save=False)
