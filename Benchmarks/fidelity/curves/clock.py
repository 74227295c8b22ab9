"""The simulated clock: workers that train trials epoch by epoch, in steps of one epoch, for as long as the budget lasts.

An epoch takes the same time whatever the configuration; suggestions and verdicts take none. The budget counts what the
workers could have trained: a worker that is given nothing to do loses its time. A trial that goes on after it was laid
aside goes on from where it stood.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import numpy as np
from harness.space import Configuration

from .tasks import EPOCHS, Answer, Curve


@dataclass
class Training:
    """A trial that a worker is to train from an epoch on, until it is called off or has come to the last."""

    trial: int
    configuration: Configuration
    epoch: int = 0  # how many epochs are done


class Tuner(Protocol):
    """Who says what the workers do."""

    def ask(self) -> Training | None:
        """What a free worker does next; None where it has to wait."""

    def report(self, training: Training, error: float) -> bool:
        """How a trial does after an epoch; answers whether the worker goes on with it. The last epoch ends it anyway."""


class Incumbent:
    """The trial with the least error observed so far, at whatever epoch."""

    def __init__(self) -> None:
        self.observed, self.final = np.inf, np.nan

    def see(self, error: float, final: float) -> None:
        """An error that was observed, and that of the same trial when it is trained to the end."""
        if error < self.observed:
            self.observed, self.final = error, final


@dataclass(frozen=True)
class Course:
    """What a run came to."""

    finals: tuple[float, ...]  # the error of the incumbent, trained to the end, when each of the budgets was spent
    trials: int


def simulate(tuner: Tuner, answer: Answer, workers: int, budgets: tuple[int, ...]) -> Course:
    """A run; the budgets are epochs of all workers together, in ascending order."""
    curves: dict[int, Curve] = {}
    busy: list[Training | None] = [None] * workers
    incumbent, finals = Incumbent(), []
    for spent in range(workers, max(budgets) + workers, workers):
        busy = [training or tuner.ask() for training in busy]
        for place, training in enumerate(busy):
            if training is None:
                continue
            if training.trial not in curves:
                curves[training.trial] = Curve(answer, training.configuration)
            curve = curves[training.trial]
            training.epoch += 1
            error = curve.error(training.epoch)
            incumbent.see(error, curve.error(EPOCHS))
            if not tuner.report(training, error) or training.epoch == EPOCHS:
                busy[place] = None
        if len(finals) < len(budgets) and spent >= budgets[len(finals)]:
            finals.append(incumbent.final)
    return Course(tuple(finals), len(curves))
