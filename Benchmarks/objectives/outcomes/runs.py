"""Runs: an optimiser on a task with a seed. A record holds what was reached after 50 and 100 trials.

A run that is ended earlier, because its optimiser is slow, has not a number in place of what it did not come to. Of two objectives that is the hypervolume of the trials so far, on the scale of the task's reference; under constraints the
least value of a feasible trial, infinite without one.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from functools import cache
from typing import Any, ClassVar

import numpy as np
from harness import runs
from harness.protocol import Exhausted
from harness.protocol import Run as ProtocolRun
from harness.runs import Optimiser
from harness.space import Configuration

from . import references
from .fronts import hypervolume
from .peers import peer
from .references import Reference
from .tasks import Evaluation, Outcome, Task, catalogue

CHECKPOINTS = (50, 100)
WARM = runs.WARM


@dataclass(frozen=True)
class Record(runs.Record):
    """What a run came to."""

    checkpoints: ClassVar[tuple[int, ...]] = CHECKPOINTS
    measure: ClassVar[str] = "reached"


class Program:
    """A run of a program that speaks the protocol."""

    def __init__(self, run: ProtocolRun) -> None:
        self.run = run

    def ask(self) -> Configuration:
        return self.run.ask()

    def tell(self, configuration: Configuration, outcome: Outcome) -> None:
        bounds: dict[str, Any] = {"constraints": outcome.constraints} if outcome.constraints else {}
        self.run.tell_outcome(configuration, values=outcome.values, **bounds)


@cache
def _tasks() -> dict[str, Task]:
    return catalogue()


@cache
def _references() -> dict[str, Reference]:
    return references.read()


@cache
def _evaluation(name: str) -> Evaluation:
    return _tasks()[name].make()


def run(optimiser: Optimiser, name: str, seed: int, trials: int = CHECKPOINTS[-1]) -> Record:
    """One run; a finite space that is exhausted keeps what it has to the end."""
    task = _tasks()[name]
    evaluation = _evaluation(name)
    if optimiser.command is None:
        process, cpu_seconds = peer(optimiser.name, task.space, task.goal, seed, trials), time.process_time
    else:
        program = runs.program(optimiser.command)
        begun = program.start(task.space, seed, trials, is_noisy=False, **task.goal.message())
        process, cpu_seconds = Program(begun), program.cpu_seconds
    outcomes: list[Outcome] = []
    spent = 0.0
    while len(outcomes) < trials:
        before = cpu_seconds()
        try:
            configuration = process.ask()
        except Exhausted:
            break
        asked = cpu_seconds() - before
        outcome = evaluation(configuration)
        before = cpu_seconds()
        process.tell(configuration, outcome)
        if len(outcomes) >= WARM:
            spent += asked + cpu_seconds() - before
        outcomes.append(outcome)
    reached = tuple(_reached(task, outcomes[:count]) if count <= trials else np.nan for count in CHECKPOINTS)
    return Record(optimiser.name, name, seed, reached, 1e3 * spent / max(len(outcomes) - WARM, 1))


def _reached(task: Task, outcomes: list[Outcome]) -> float:
    if task.has_front:
        return hypervolume(_references()[task.name].scaled(np.array([outcome.values for outcome in outcomes])))
    return min((outcome.values[0] for outcome in outcomes if outcome.is_feasible), default=np.inf)
