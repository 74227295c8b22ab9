"""What regret is measured against: the least value of each task, and what one random configuration is worth.

`references.csv` holds both. The optimum is the known one, or the best of a wide search: 5,000 random configurations and
a local search from the best (fewer where a task takes long). Records that beat it count as the optimum.
"""

from __future__ import annotations

import csv
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from .space import Space, configuration
from .tasks import Objective, Task

FILE = Path(__file__).resolve().parents[1] / "references.csv"
SEARCH = 5_000
RANDOM = 500
PATIENCE = 20.0  # seconds for one task


@dataclass(frozen=True)
class Reference:
    """The scale of one task."""

    optimum: float
    random: float  # the median value of a random configuration


def read() -> dict[str, Reference]:
    """The references by task."""
    with FILE.open(newline="") as lines:
        return {
            row["task"]: Reference(float(row["optimum"]), float(row["random"])) for row in csv.DictReader(lines)
        }


def write(tasks: list[Task]) -> None:
    """Finds the references of these tasks, one by one; those of others stay."""
    for task in tasks:
        found = _find(task)
        print(f"{task.name}: {found}", flush=True)
        known = {**(read() if FILE.exists() else {}), task.name: found}
        with FILE.open("w", newline="") as lines:
            writer = csv.writer(lines, lineterminator="\n")
            writer.writerow(["task", "optimum", "random"])
            for name, reference in known.items():
                writer.writerow([name, repr(reference.optimum), f"{reference.random:.8g}"])


def _find(task: Task) -> Reference:
    objective = task.make()
    stream = np.random.RandomState(20_231)
    points = stream.rand(SEARCH, len(task.space))
    deadline = time.monotonic() + PATIENCE
    values = []
    for point in points:
        values.append(objective(configuration(task.space, point)))
        if len(values) >= RANDOM and (task.optimum is not None or time.monotonic() > deadline):
            break
    optimum = task.optimum
    if optimum is None:
        starts = points[np.argsort(values)[:10]]
        optimum = min(_descend(objective, task.space, start, stream, deadline + PATIENCE) for start in starts)
    return Reference(float(optimum), float(np.median(values[:RANDOM])))


def _descend(
    objective: Objective, space: Space, point: np.ndarray, stream: np.random.RandomState, deadline: float
) -> float:
    """The least value that Gaussian steps of shrinking width find, each along a random subset of the axes."""
    best = objective(configuration(space, point))
    for width in np.geomspace(0.2, 0.002, 300):
        moved = stream.rand(len(space)) < 0.5
        candidate = np.clip(point + width * stream.randn(len(space)) * moved, 0, 1)
        value = objective(configuration(space, candidate))
        if value < best:
            point, best = candidate, value
        if time.monotonic() > deadline:
            break
    return best
