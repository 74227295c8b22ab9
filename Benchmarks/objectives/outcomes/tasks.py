"""The tasks: what comes of a configuration, in how many numbers, and which half of its family a task belongs to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from harness.space import Configuration, Space


@dataclass(frozen=True)
class Outcome:
    """What came of a trial: values to minimise, and constraints, each met where it is 0 or less."""

    values: list[float]
    constraints: list[float] = field(default_factory=list)

    @property
    def is_feasible(self) -> bool:
        return all(constraint <= 0 for constraint in self.constraints)


@dataclass(frozen=True)
class Goal:
    """How many values and constraints the outcomes of a task have."""

    objectives: int = 1
    constraints: int = 0

    def message(self) -> dict[str, Any]:
        """The goal as `init` of the protocol writes it."""
        message: dict[str, Any] = {"directions": ["minimize"] * self.objectives}
        if self.constraints:
            message["constraints"] = [f"c{i}" for i in range(self.constraints)]
        return message


Evaluation = Callable[[Configuration], Outcome]


@dataclass(frozen=True)
class Task:
    """Outcomes over a space."""

    name: str
    family: str
    half: str  # "development" (tuned on) or "judging" (looked at to judge, never to tune)
    goal: Goal
    space: Space
    make: Callable[[], Evaluation]
    landmarks: Callable[[], list[Configuration]] = list  # where the optimum of each objective lies, if that is known

    @property
    def has_front(self) -> bool:
        """Whether what is searched for is a front, not a best value."""
        return self.goal.objectives > 1


def catalogue() -> dict[str, Task]:
    """All tasks whose data and libraries are here, by name."""
    from .families import coco, yahpo

    return {task.name: task for task in [*coco.tasks(), *yahpo.tasks()]}
