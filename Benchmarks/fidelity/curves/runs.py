"""Runs: a tuner on a task with a seed, for as many epochs as 50 trials need that are trained to the end.

A record holds the error of the incumbent after 5, 10, 20 and 50 such trials' worth of epochs. The incumbent is the trial with
the least error observed so far, at whatever epoch; its error is what it has when it is trained to the end. This rule is the same
for all, whatever they would return themselves.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from functools import cache
from typing import ClassVar, Self

from harness import runs
from harness.runs import Optimiser

from .clock import Course, Training, Tuner, simulate
from .peers import SIZED, peer
from .program import Program
from .tasks import EPOCHS, Answer, Task, catalogue

CHECKPOINTS = (5, 10, 20, 50)  # full trainings' worth of epochs
BUDGETS = tuple(EPOCHS * count for count in CHECKPOINTS)


@dataclass(frozen=True)
class Record(runs.Record):
    """What a run came to; `ms` is the tuner's CPU time for an epoch."""

    checkpoints: ClassVar[tuple[int, ...]] = CHECKPOINTS
    measure: ClassVar[str] = "error"

    trials: int  # that were begun

    def row(self) -> list[str]:
        return [*super().row(), str(self.trials)]

    @classmethod
    def head(cls) -> list[str]:
        return [*super().head(), "trials"]

    @classmethod
    def parse(cls, row: dict[str, str]) -> Self:
        best = tuple(float(row[f"{cls.measure}@{n}"]) for n in cls.checkpoints)
        return cls(row["optimiser"], row["task"], int(row["seed"]), best, float(row["ms"]), int(row["trials"]))


class Timed:
    """A tuner in process, and the CPU time that it takes."""

    def __init__(self, tuner: Tuner) -> None:
        self.tuner, self.seconds = tuner, 0.0

    def ask(self) -> Training | None:
        begin = time.process_time()
        training = self.tuner.ask()
        self.seconds += time.process_time() - begin
        return training

    def report(self, training: Training, error: float) -> bool:
        begin = time.process_time()
        goes_on = self.tuner.report(training, error)
        self.seconds += time.process_time() - begin
        return goes_on


@cache
def _tasks() -> dict[str, Task]:
    return catalogue()


@cache
def _answer(name: str) -> Answer:
    return _tasks()[name].make()


def run(optimiser: Optimiser, name: str, seed: int) -> Record:
    """One run; of those who are told the budget, one for each budget."""
    sizes = [(budget,) for budget in BUDGETS] if optimiser.name in SIZED else [BUDGETS]
    parts = [_simulate(optimiser, _tasks()[name], seed, budgets) for budgets in sizes]
    finals = tuple(final for course, _ in parts for final in course.finals)
    course, seconds = parts[-1]
    return Record(optimiser.name, name, seed, finals, 1e3 * seconds / BUDGETS[-1], course.trials)


def _simulate(optimiser: Optimiser, task: Task, seed: int, budgets: tuple[int, ...]) -> tuple[Course, float]:
    answer = _answer(task.name)
    if optimiser.command is None:
        tuner = Timed(peer(optimiser.name, task.space, seed, task.workers, max(budgets)))
        return simulate(tuner, answer, task.workers, budgets), tuner.seconds
    process = runs.program(optimiser.command)
    before = process.cpu_seconds()
    course = simulate(Program(process, task.space, seed), answer, task.workers, budgets)
    return course, process.cpu_seconds() - before
