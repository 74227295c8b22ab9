"""Hyperopt's TPE with its defaults (20 random points first)."""

from __future__ import annotations

import math

from hyperopt import JOB_STATE_DONE, STATUS_OK, Domain, Trials, hp, tpe

from ..space import Configuration, Parameter, Space, Value


class Hyperopt:
    """The suggest function, called trial by trial."""

    def __init__(self, space: Space, seed: int, trials: int, is_noisy: bool) -> None:
        self.space = space
        self.seed = seed
        self.domain = Domain(lambda configuration: 0.0, {p.name: _expression(p) for p in space})
        self.trials = Trials()

    def ask(self) -> Configuration:
        numbers = self.trials.new_trial_ids(1)
        self.trials.refresh()
        self.trials.insert_trial_docs(tpe.suggest(numbers, self.domain, self.trials, self.seed * 10_007 + numbers[0]))
        self.trials.refresh()
        self.trial = next(trial for trial in self.trials._dynamic_trials if trial["tid"] == numbers[0])
        drawn = self.trial["misc"]["vals"]
        return {parameter.name: _value(parameter, drawn[parameter.name][0]) for parameter in self.space}

    def tell(self, configuration: Configuration, value: float) -> None:
        self.trial["state"] = JOB_STATE_DONE
        self.trial["result"] = {"loss": value, "status": STATUS_OK}
        self.trials.refresh()


def _expression(parameter: Parameter):
    name = parameter.name
    if parameter.is_choice:
        return hp.choice(name, list(parameter.choices))
    low, high, width = parameter.low, parameter.high, parameter.width
    if parameter.is_logarithmic:
        logarithms = math.log(low), math.log(high)
        return hp.qloguniform(name, *logarithms, width) if width else hp.loguniform(name, *logarithms)
    return hp.quniform(name, low, high, width) if width else hp.uniform(name, low, high)


def _value(parameter: Parameter, drawn: float) -> Value:
    return parameter.choices[int(drawn)] if parameter.is_choice else parameter.snap(float(drawn))
