"""What every optimiser has to beat: independent uniform points, and a scrambled Sobol sequence."""

from __future__ import annotations

import warnings

import numpy as np
from scipy.stats import qmc

from ..space import Configuration, Space, configuration


class Random:
    """Uniform points of the unit cube."""

    def __init__(self, space: Space, seed: int, trials: int, is_noisy: bool) -> None:
        self.space = space
        self.stream = np.random.RandomState(seed + 1000)

    def ask(self) -> Configuration:
        return configuration(self.space, self.stream.rand(len(self.space)))

    def tell(self, configuration: Configuration, value: float) -> None:
        pass


class SobolSequence(Random):
    """A scrambled Sobol sequence."""

    def __init__(self, space: Space, seed: int, trials: int, is_noisy: bool) -> None:
        self.space = space
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # the balance of a number of points that is no power of two
            self.points = qmc.Sobol(len(space), seed=seed).random(max(trials, 64))
        self.next = iter(self.points)

    def ask(self) -> Configuration:
        return configuration(self.space, next(self.next))
