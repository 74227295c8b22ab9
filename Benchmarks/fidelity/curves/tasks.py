"""The tasks: learning curves of YAHPO Gym's lcbench, networks that are trained for up to 52 epochs, with 1 or 4 workers.

Spaces, data sets and halves are those of the family `lcbench` of the optimiser benchmark.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from harness.families.yahpo import FOLDER, LCBENCH, answers, instances
from harness.space import Configuration, Space

EPOCHS = 52
WORKERS = (1, 4)
Answer = Callable[[Configuration, Sequence[int]], np.ndarray]  # validation errors in per cent after these epochs


class Curve:
    """The errors of a configuration after each epoch. Many trials end after the first: the rest is found out when needed."""

    def __init__(self, answer: Answer, configuration: Configuration) -> None:
        self.answer, self.configuration = answer, configuration
        ends = (1, EPOCHS)
        self.known = dict(zip(ends, map(float, answer(configuration, ends))))

    def error(self, epoch: int) -> float:
        if epoch not in self.known:
            epochs = range(1, EPOCHS + 1)
            self.known = dict(zip(epochs, map(float, self.answer(self.configuration, epochs))))
        return self.known[epoch]


@dataclass(frozen=True)
class Task:
    """Learning curves over a space, and how many are trained at a time."""

    data: str  # the task of the optimiser benchmark with the same data set
    half: str  # "development" (tuned on) or "judging" (looked at to judge, never to tune)
    workers: int
    space: Space
    make: Callable[[], Answer]

    @property
    def name(self) -> str:
        return f"{self.data}-w{self.workers}"


def catalogue() -> dict[str, Task]:
    """All tasks, by name; none where the surrogate or the library that reads it is missing."""
    return {task.name: task for task in _tasks()}


def _tasks() -> Iterator[Task]:
    try:
        import onnxruntime  # noqa: F401
    except ImportError:
        return
    if not (FOLDER / LCBENCH.name).is_dir():
        return
    for data, half, space, _ in instances(LCBENCH):

        def make(instance: str = data.removeprefix(f"{LCBENCH.name}-")) -> Answer:
            rows = answers(LCBENCH, instance)

            def answer(configuration: Configuration, epochs: Sequence[int]) -> np.ndarray:
                found = rows([{**configuration, "epoch": epoch} for epoch in epochs])
                return 100 - found[:, LCBENCH.output].astype(float)

            return answer

        for workers in WORKERS:
            yield Task(data, half, workers, space, make)
