"""Nevergrad's NGOpt, its own choice among its optimisers for the given budget."""

from __future__ import annotations

import nevergrad as ng

from ..space import Configuration, Parameter, Space


class Nevergrad:
    """One worker with the whole budget."""

    def __init__(self, space: Space, seed: int, trials: int, is_noisy: bool) -> None:
        self.space = space
        parametrization = ng.p.Dict(**{parameter.name: _axis(parameter) for parameter in space})
        parametrization.random_state.seed(seed)
        self.optimizer = ng.optimizers.NGOpt(parametrization=parametrization, budget=trials, num_workers=1)

    def ask(self) -> Configuration:
        self.candidate = self.optimizer.ask()
        drawn = self.candidate.value
        return {p.name: drawn[p.name] if p.is_choice else p.snap(float(drawn[p.name])) for p in self.space}

    def tell(self, configuration: Configuration, value: float) -> None:
        self.optimizer.tell(self.candidate, value)


def _axis(parameter: Parameter) -> ng.p.Parameter:
    if parameter.is_choice:
        return ng.p.Choice(list(parameter.choices))
    make = ng.p.Log if parameter.is_logarithmic else ng.p.Scalar
    axis = make(lower=parameter.low, upper=parameter.high)
    return axis.set_integer_casting() if parameter.kind == "int" else axis
