"""What every tuner has to beat: random configurations that are trained to the end, and the rules of few epochs."""

from __future__ import annotations

import math

from harness.peers import plain
from harness.space import Space

from ..clock import Training
from ..tasks import EPOCHS

KEPT = 4  # trials that are trained to the end, one for each of four workers


class Random:
    """Independent uniform configurations, each trained to the end."""

    def __init__(self, space: Space, seed: int, workers: int, budget: int) -> None:
        self.draws = plain.Random(space, seed, budget, is_noisy=False)
        self.count = 0

    def ask(self) -> Training:
        self.count += 1
        return Training(self.count - 1, self.draws.ask())

    def report(self, training: Training, error: float) -> bool:
        return True


class FewEpochs:
    """Trains as many as the budget has room for by a few epochs, then the best four to the end.

    With one epoch that is the rule of Egele et al. (2023, arXiv 2307.15422). It is told the budget.
    """

    def __init__(self, space: Space, seed: int, workers: int, budget: int, first: int, draws: str) -> None:
        rounds = (budget // workers - math.ceil(KEPT / workers) * (EPOCHS - first)) // first
        self.first, self.total = first, workers * rounds
        kind = {"random": plain.Random, "sobol": plain.SobolSequence}[draws]
        self.draws = kind(space, seed, self.total, is_noisy=False)
        self.count = 0
        self.ended: list[tuple[float, int, Training]] = []  # error, trial, training
        self.kept: list[Training] | None = None

    def ask(self) -> Training | None:
        if self.count < self.total:
            self.count += 1
            return Training(self.count - 1, self.draws.ask())
        if self.kept is None:
            self.kept = [training for _, _, training in sorted(self.ended)[:KEPT]][::-1]
        return self.kept.pop() if self.kept else None

    def report(self, training: Training, error: float) -> bool:
        if training.epoch == self.first:
            self.ended.append((error, training.trial, training))
        return training.epoch != self.first
