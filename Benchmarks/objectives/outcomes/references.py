"""What records are measured against, found once by a search that is far longer than a run, and kept in `references.csv`.

| column | of a front | under constraints |
|---|---|---|
| `ideal` | the least value of each objective | the least feasible value, which is known |
| `nadir` | the greatest value of each on the front | the median of feasible points, drawn uniformly |
| `worth` | the hypervolume of the front found, on the scale where ideal is 0 and nadir 1 | the share of feasible points |
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from harness.space import configuration

from .fronts import front, hypervolume
from .tasks import Task

FILE = Path(__file__).resolve().parents[1] / "references.csv"
HEAD = ["task", "ideal", "nadir", "worth"]
DRAWS = 5_000
STEPS = 30_000
ENOUGH = 50  # feasible points for their median
MEMBERS = 400  # of the front that is searched from


@dataclass(frozen=True)
class Reference:
    """The scale of one task."""

    ideal: np.ndarray
    nadir: np.ndarray
    worth: float

    def scaled(self, values: np.ndarray) -> np.ndarray:
        """Values on the scale where ideal is 0 and nadir 1."""
        return (values - self.ideal) / (self.nadir - self.ideal)


def read() -> dict[str, Reference]:
    """The references by task."""
    if not FILE.exists():
        return {}

    def numbers(text: str) -> np.ndarray:
        return np.array([float(word) for word in text.split()])

    with FILE.open(newline="") as lines:
        return {
            row["task"]: Reference(numbers(row["ideal"]), numbers(row["nadir"]), float(row["worth"]))
            for row in csv.DictReader(lines)
        }


def write(tasks: list[Task]) -> None:
    """Finds the references of these tasks, one by one; those of others stay."""
    for task in tasks:
        found = _front(task) if task.has_front else _optimum(task)
        print(f"{task.name}: {found}", flush=True)
        known = {**read(), task.name: found}
        with FILE.open("w", newline="") as lines:
            writer = csv.writer(lines, lineterminator="\n")
            writer.writerow(HEAD)
            for name, reference in known.items():
                ends = (" ".join(f"{value:.10g}" for value in end) for end in (reference.ideal, reference.nadir))
                writer.writerow([name, *ends, f"{reference.worth:.6g}"])


def _optimum(task: Task) -> Reference:
    evaluation, stream = task.make(), np.random.RandomState(20_231)
    outcomes = [evaluation(configuration(task.space, point)) for point in stream.rand(4 * DRAWS, len(task.space))]
    feasible = [outcome.values[0] for outcome in outcomes if outcome.is_feasible]
    share = len(feasible) / len(outcomes)
    landmarks = task.landmarks()
    if len(feasible) < ENOUGH:
        # A walk that stays where all constraints are met draws from there uniformly in the end.
        point = np.array([parameter.position(landmarks[0][parameter.name]) for parameter in task.space])
        here = evaluation(landmarks[0])
        for _ in range(4 * DRAWS):
            step = _width(stream) * stream.randn(len(point))
            there = evaluation(configuration(task.space, point + step))
            if there.is_feasible and ((point + step >= 0) & (point + step <= 1)).all():
                point, here = point + step, there
            feasible.append(here.values[0])
    optimum = min(evaluation(landmark).values[0] for landmark in landmarks)
    return Reference(np.array([optimum]), np.array([np.median(feasible)]), share)


def _width(stream: np.random.RandomState) -> float:
    return float(np.exp(stream.uniform(np.log(5e-4), np.log(0.3))))


def _front(task: Task) -> Reference:
    """Steps of many widths from members of the front, after uniform draws and the optima that are known."""
    evaluation, stream = task.make(), np.random.RandomState(20_231)
    landmarks = task.landmarks()
    draws = stream.rand(DRAWS, len(task.space))
    known = [[parameter.position(landmark[parameter.name]) for parameter in task.space] for landmark in landmarks]
    points = np.array([*known, *draws])
    values = np.array([evaluation(configuration(task.space, point)).values for point in points])
    best = front(values)
    points, values = points[best], values[best]
    for _ in range(STEPS):
        moved = stream.rand(len(task.space)) < max(0.5, 1 / len(task.space))
        point = np.clip(points[stream.randint(len(points))] + _width(stream) * stream.randn(len(task.space)) * moved, 0, 1)
        value = np.array(evaluation(configuration(task.space, point)).values)
        if (values <= value).all(axis=1).any():
            continue
        kept = ~(value <= values).all(axis=1)
        points, values = np.vstack([points[kept], point]), np.vstack([values[kept], value])
        if len(points) > MEMBERS:
            points, values = _thinned(points, values)
    # Of known optima the ideal and the nadir are those of the problem; else they are those of the front found.
    ends = values if not landmarks else np.array([evaluation(landmark).values for landmark in landmarks])
    ideal, nadir = ends.min(axis=0), ends.max(axis=0)
    reference = Reference(ideal, nadir, 0)
    return Reference(ideal, nadir, hypervolume(reference.scaled(values)))


def _thinned(points: np.ndarray, values: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Without a quarter of the members, those that add least to the hypervolume alone."""
    order = np.argsort(values[:, 0])
    points, values = points[order], values[order]
    gains = np.full(len(values), np.inf)
    gains[1:-1] = (values[2:, 0] - values[1:-1, 0]) * (values[:-2, 1] - values[1:-1, 1])
    kept = np.sort(np.argsort(-gains)[: MEMBERS * 3 // 4])
    return points[kept], values[kept]
