"""Search spaces: the parameters of a task, and the map between the unit interval and their values."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

Value = float | int | str
Configuration = dict[str, Value]


@dataclass(frozen=True)
class Parameter:
    """One axis of a space: real, integer (both with a linear or logarithmic scale and perhaps a step) or a choice."""

    name: str
    kind: str  # "float", "int" or "cat", the words of the protocol
    low: float = 0.0
    high: float = 1.0
    is_logarithmic: bool = False
    step: float | None = None
    choices: tuple[str, ...] = ()

    @property
    def is_choice(self) -> bool:
        return self.kind == "cat"

    @property
    def bounds(self) -> tuple[float, float]:
        """The ends of the axis on the scale where it is uniform; a level is a bin of equal width on it.

        The levels of an axis with a step lie in the middle of their bins, so the ends are half a step outside.
        """
        half = self.width / 2
        low, high = self.low - half, self.high + half
        return (math.log(low), math.log(high)) if self.is_logarithmic else (low, high)

    @property
    def width(self) -> float:
        """The distance of two levels, 0 on a continuous axis."""
        return self.step or (1 if self.kind == "int" else 0)

    def value(self, u: float) -> Value:
        """The value at u in [0, 1]."""
        u = min(max(float(u), 0.0), 1.0)
        if self.is_choice:
            return self.choices[min(int(u * len(self.choices)), len(self.choices) - 1)]
        low, high = self.bounds
        position = low + u * (high - low)
        return self.snap(math.exp(position) if self.is_logarithmic else position)

    def snap(self, value: float) -> Value:
        """The legal value nearest to a number."""
        if self.width:
            value = self.low + self.width * round((value - self.low) / self.width)
        value = min(max(value, self.low), self.high)
        return int(round(value)) if self.kind == "int" else float(value)

    def position(self, value: Value) -> float:
        """The place of a value in [0, 1]; a choice is at the middle of its bin."""
        if self.is_choice:
            return (self.choices.index(str(value)) + 0.5) / len(self.choices)
        low, high = self.bounds
        number = math.log(float(value)) if self.is_logarithmic else float(value)
        return (number - low) / (high - low)

    def message(self) -> dict[str, Any]:
        """The parameter as the protocol writes it."""
        if self.is_choice:
            return {"name": self.name, "type": "cat", "choices": list(self.choices)}
        number = int if self.kind == "int" else float
        message: dict[str, Any] = {
            "name": self.name, "type": self.kind, "low": number(self.low), "high": number(self.high),
            "log": self.is_logarithmic,
        }
        if self.step:
            message["step"] = number(self.step)
        return message


Space = tuple[Parameter, ...]


def real(name: str, low: float, high: float, log: bool = False, step: float | None = None) -> Parameter:
    """A real axis."""
    return Parameter(name, "float", low, high, log, step)


def integer(name: str, low: int, high: int, log: bool = False, step: int | None = None) -> Parameter:
    """An integer axis."""
    return Parameter(name, "int", low, high, log, step)


def choice(name: str, *choices: str) -> Parameter:
    """An axis of unordered choices."""
    return Parameter(name, "cat", choices=choices)


def configuration(space: Space, point: Any) -> Configuration:
    """The configuration at a point of the unit cube."""
    return {parameter.name: parameter.value(u) for parameter, u in zip(space, point)}
