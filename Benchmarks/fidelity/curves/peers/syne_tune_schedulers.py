"""Syne Tune's schedulers (version 0.13, the last that has MOBSTER and PASHA), driven as its tuner drives them."""

from __future__ import annotations

import logging
import warnings
from datetime import datetime
from typing import Any

from harness.space import Parameter, Space
from syne_tune import config_space
from syne_tune.backend.trial_status import Trial
from syne_tune.optimizer import baselines
from syne_tune.optimizer.scheduler import SchedulerDecision

from ..clock import Training
from ..tasks import EPOCHS

LIMIT = "epochs"  # the entry of a configuration that says up to where it is trained


class SyneTune:
    """A scheduler with rungs at 1, 3, 9, 27 and 52 epochs, its defaults."""

    def __init__(self, space: Space, seed: int, workers: int, budget: int, scheduler: str, **options: Any) -> None:
        logging.disable(logging.CRITICAL)
        warnings.simplefilter("ignore")
        self.names = [parameter.name for parameter in space]
        axes = {parameter.name: _axis(parameter) for parameter in space}
        self.scheduler = getattr(baselines, scheduler)(
            {**axes, LIMIT: EPOCHS}, metric="error", mode="min", resource_attr="epoch", max_resource_attr=LIMIT,
            grace_period=1, reduction_factor=3, random_seed=seed, search_options={"debug_log": False}, **options,
        )
        self.trials: dict[int, Trial] = {}
        self.done: dict[int, int] = {}  # epochs, by trial

    def ask(self) -> Training | None:
        suggestion = self.scheduler.suggest(trial_id=len(self.trials))
        if suggestion is None:
            return None
        if suggestion.spawn_new_trial_id:
            number = len(self.trials)
            self.trials[number] = Trial(number, suggestion.config, datetime.now())
            self.done[number] = 0
            self.scheduler.on_trial_add(trial=self.trials[number])
        else:
            number = int(suggestion.checkpoint_trial_id)
            if suggestion.config is not None:
                self.trials[number].config = suggestion.config
        configuration = {name: self.trials[number].config[name] for name in self.names}
        return Training(number, configuration, self.done[number])

    def report(self, training: Training, error: float) -> bool:
        trial, result = self.trials[training.trial], {"error": error, "epoch": training.epoch}
        self.done[training.trial] = training.epoch
        decision = self.scheduler.on_trial_result(trial, result)
        if decision != SchedulerDecision.CONTINUE:
            self.scheduler.on_trial_remove(trial)
        elif training.epoch == EPOCHS:
            self.scheduler.on_trial_complete(trial, result)
        return decision == SchedulerDecision.CONTINUE


def _axis(parameter: Parameter) -> Any:
    if parameter.is_choice:
        return config_space.choice(list(parameter.choices))
    kind = ("log" if parameter.is_logarithmic else "") + ("randint" if parameter.kind == "int" else "uniform")
    number = int if parameter.kind == "int" else float
    return getattr(config_space, kind)(number(parameter.low), number(parameter.high))
