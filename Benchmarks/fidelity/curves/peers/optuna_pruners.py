"""Optuna's samplers with its pruners, each with its defaults, but that TPE reckons with running trials where there are."""

from __future__ import annotations

import warnings

import optuna
from harness.peers.optuna_samplers import distribution
from harness.space import Space

from ..clock import Training
from ..tasks import EPOCHS


class Optuna:
    """A study in memory, asked and told."""

    def __init__(self, space: Space, seed: int, workers: int, budget: int, sampler: str, pruner: str) -> None:
        optuna.logging.set_verbosity(optuna.logging.ERROR)
        warnings.simplefilter("ignore")
        samplers = {
            "tpe": lambda: optuna.samplers.TPESampler(seed=seed, constant_liar=workers > 1),
            "gp": lambda: optuna.samplers.GPSampler(seed=seed),
        }
        pruners = {
            "hyperband": lambda: optuna.pruners.HyperbandPruner(min_resource=1, max_resource=EPOCHS),
            "median": optuna.pruners.MedianPruner,
        }
        self.distributions = {parameter.name: distribution(parameter) for parameter in space}
        self.study = optuna.create_study(sampler=samplers[sampler](), pruner=pruners[pruner]())
        self.trials: dict[int, optuna.Trial] = {}

    def ask(self) -> Training:
        trial = self.study.ask(self.distributions)
        self.trials[trial.number] = trial
        return Training(trial.number, dict(trial.params))

    def report(self, training: Training, error: float) -> bool:
        trial = self.trials[training.trial]
        trial.report(error, training.epoch)
        if training.epoch == EPOCHS:
            self.study.tell(trial, error)
            return False
        if trial.should_prune():
            self.study.tell(trial, state=optuna.trial.TrialState.PRUNED)
            return False
        return True
