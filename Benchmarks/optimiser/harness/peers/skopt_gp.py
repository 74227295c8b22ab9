"""scikit-optimize's Gaussian process with its defaults: ten random points, then a hedge of EI, PI and LCB."""

from __future__ import annotations

import warnings

from skopt import Optimizer
from skopt.space import Categorical, Dimension, Integer, Real

from ..space import Configuration, Parameter, Space


class Skopt:
    """The ask-and-tell optimiser."""

    def __init__(self, space: Space, seed: int, trials: int, is_noisy: bool) -> None:
        warnings.simplefilter("ignore")
        self.space = space
        self.optimizer = Optimizer([_dimension(parameter) for parameter in space], "GP", random_state=seed)

    def ask(self) -> Configuration:
        self.point = self.optimizer.ask()
        return {
            p.name: str(x) if p.is_choice else p.snap(float(x)) for p, x in zip(self.space, self.point)
        }

    def tell(self, configuration: Configuration, value: float) -> None:
        self.optimizer.tell(self.point, value)


def _dimension(parameter: Parameter) -> Dimension:
    if parameter.is_choice:
        return Categorical(parameter.choices)
    prior = "log-uniform" if parameter.is_logarithmic else "uniform"
    if parameter.kind == "int":
        return Integer(int(parameter.low), int(parameter.high), prior=prior)
    return Real(parameter.low, parameter.high, prior=prior)
