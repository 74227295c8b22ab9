"""What is common to peers that ask for a configuration at a number of epochs, and are told its error there alone.

A configuration that was trained before goes on from where it stood; what is known already costs nothing.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import Any

from harness.space import Configuration, Value

from ..clock import Training
from ..tasks import EPOCHS


class Budgeted(ABC):
    """A run of such a peer."""

    def __init__(self) -> None:
        self.numbers: dict[tuple[Value, ...], int] = {}  # of the trials, by configuration
        self.errors: list[list[float]] = []  # by trial and epoch
        self.jobs: dict[int, list[tuple[int, Any]]] = {}  # epochs and what stands for them, by trial

    @abstractmethod
    def next_job(self) -> tuple[Configuration, float, Any]:
        """A configuration, its epochs, and what stands for them with the peer."""

    @abstractmethod
    def answer(self, job: Any, error: float, epochs: int) -> None:
        """Tells the peer."""

    def ask(self) -> Training:
        while True:
            configuration, fidelity, job = self.next_job()
            epochs = min(max(round(fidelity), 1), EPOCHS)
            trial = self.numbers.setdefault(tuple(configuration.values()), len(self.numbers))
            if trial == len(self.errors):
                self.errors.append([])
            known = self.errors[trial]
            if epochs > len(known):
                self.jobs.setdefault(trial, []).append((epochs, job))
                return Training(trial, configuration, len(known))
            self.answer(job, known[epochs - 1], epochs)

    def report(self, training: Training, error: float) -> bool:
        known = self.errors[training.trial]
        if training.epoch == len(known) + 1:
            known.append(error)
        waiting = self.jobs[training.trial]
        for epochs, job in [entry for entry in waiting if entry[0] == training.epoch]:
            waiting.remove((epochs, job))
            self.answer(job, error, epochs)
        return bool(waiting)
