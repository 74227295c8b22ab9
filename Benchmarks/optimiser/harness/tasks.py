"""The tasks: what is minimised, where, and which half of its family a task belongs to."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from .space import Configuration, Space

Objective = Callable[[Configuration], float]

ROOT = Path(__file__).resolve().parents[3]
SHARED = ROOT.parent / "shared"


@dataclass(frozen=True)
class Task:
    """A function to be minimised. Optimisers see values with noise; regret is measured without."""

    name: str
    family: str
    half: str  # "development" (tuned on) or "judging" (looked at to judge, never to tune)
    kind: str  # what the report groups by: "real", "mixed", "noisy" or "learning"
    space: Space
    make: Callable[[], Objective]
    noise: float = 0.0
    optimum: float | None = None  # where it is known

    @property
    def is_noisy(self) -> bool:
        return self.noise > 0

    def noises(self, seed: int, count: int) -> np.ndarray:
        """What is added to the observations of a run: the same for every optimiser."""
        stream = np.random.RandomState(zlib.crc32(self.name.encode()) % 10**6 + seed)
        return stream.randn(count) * self.noise


def half_of(position: int) -> str:
    """The rule of the halves: even positions of a family's fixed order are for development, odd ones for judging."""
    return "judging" if position % 2 else "development"


def catalogue() -> dict[str, Task]:
    """All tasks whose data and libraries are here, by name."""
    from .families import coco, shared, yahpo

    tasks = [*shared.tasks(), *yahpo.tasks(), *coco.tasks()]
    return {task.name: task for task in tasks}
