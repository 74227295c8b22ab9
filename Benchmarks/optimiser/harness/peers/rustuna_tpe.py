"""Rustuna: Optuna's own port to Rust; its TPE sampler with its defaults."""

from __future__ import annotations

import rustuna

from ..space import Configuration, Parameter, Space, Value


class Rustuna:
    """A study in memory, asked and told."""

    def __init__(self, space: Space, seed: int, trials: int, is_noisy: bool) -> None:
        self.space = space
        self.study = rustuna.create_study(sampler=rustuna.samplers.TPESampler(seed=seed))

    def ask(self) -> Configuration:
        self.trial = self.study.ask()
        return {parameter.name: self._suggest(parameter) for parameter in self.space}

    def _suggest(self, parameter: Parameter) -> Value:
        name, log = parameter.name, parameter.is_logarithmic
        if parameter.is_choice:
            return self.trial.suggest_categorical(name, list(parameter.choices))
        if parameter.kind == "int":
            step = int(parameter.step or 1)
            return self.trial.suggest_int(name, int(parameter.low), int(parameter.high), log=log, step=step)
        return self.trial.suggest_float(name, parameter.low, parameter.high, log=log, step=parameter.step)

    def tell(self, configuration: Configuration, value: float) -> None:
        self.study.tell(self.trial.number, value)
