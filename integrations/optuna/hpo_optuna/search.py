"""What a sampler knows of one study: runs of hpo for its space, and for parameters that are searched apart."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

from optuna.distributions import BaseDistribution
from optuna.study import Study
from optuna.trial import FrozenTrial, TrialState

from .program import HpoRefusal, Program
from .run import Run
from .space import Space, parameter, value_for_hpo, value_for_optuna
from .structure import Conditions, Structure

Values = dict[str, Any]


def trials_of(study: Study) -> list[FrozenTrial]:
    """All trials, also where a pruner shows a sampler only some of them."""
    return study._storage.get_all_trials(study._study_id, deepcopy=False)


class Search:
    """Proposals for the trials of one study. Several threads may ask for them."""

    def __init__(self, start: Callable[[], Program], seed: int, is_noisy: bool) -> None:
        self._start = start
        self._seed = seed
        self._is_noisy = is_noisy
        self._lock = threading.RLock()
        self._structure = Structure()
        self._runs: dict[frozenset[str], tuple[tuple[Any, ...], Run]] = {}
        self._proposals: dict[int, Values] = {}

    def space(self, study: Study) -> Space:
        """The parameters that are searched together."""
        with self._lock:
            return dict(self._structure_of(trials_of(study)).space)

    def propose(self, study: Study, trial: FrozenTrial, space: Space) -> Values | None:
        """Values for those parameters of a space that the trial will have; None where every configuration was tried."""
        with self._lock:
            trials = trials_of(study)
            structure = self._structure_of(trials)
            conditions = {
                name: each for name, each in structure.conditions.items() if space.keys() >= {name, *each}
            }
            is_part = not structure.is_whole or space.keys() != structure.space.keys()
            return self._ask(study, trials, trial.number, space, conditions, is_part)

    def value(self, study: Study, trial: FrozenTrial, name: str, distribution: BaseDistribution) -> tuple[bool, Any]:
        """Whether there is a value for a parameter that is searched apart, and that value.

        Its group is asked for when the first of its parameters is suggested: then it is known that the trial has them.
        """
        with self._lock:
            proposal = self._proposals.setdefault(trial.number, {})
            if name not in proposal:
                trials = trials_of(study)
                group = self._structure_of(trials).group(name)
                if group and not distribution.single():
                    space = {**group, name: distribution}
                    proposal.update(self._ask(study, trials, trial.number, space, {}, is_part=True) or {})
            value = proposal.get(name)
            is_known = name in proposal and value_for_hpo(distribution, value) is not None
            return is_known, value

    def forget(self, number: int) -> None:
        """Drops what was proposed for a trial that has ended."""
        with self._lock:
            self._proposals.pop(number, None)

    def _structure_of(self, trials: list[FrozenTrial]) -> Structure:
        self._structure.learn(trials)
        return self._structure

    def _ask(
        self, study: Study, trials: list[FrozenTrial], number: int, space: Space, conditions: Conditions, is_part: bool
    ) -> Values | None:
        run = self._run(study, space, conditions, is_part)
        try:
            for trial in run.left(trials):
                self._tell(run, trial, space, conditions)
            values = run.ask(number)
        except HpoRefusal:
            raise
        except BaseException:  # the next trial has a new process
            del self._runs[frozenset(space)]
            raise
        return values and {name: value_for_optuna(space[name], value) for name, value in values.items()}

    def _run(self, study: Study, space: Space, conditions: Conditions, is_part: bool) -> Run:
        """The run of a space. One that shares a parameter with it, from before the space was known so, ends."""
        names = frozenset(space)
        constraints = tuple(self._structure.constraints)
        # What is not all of a trial does not say all of its value, which is then as good as noisy.
        key = (dict(space), conditions, constraints, self._is_noisy or is_part)
        if names in self._runs and self._runs[names][0] == key:
            return self._runs[names][1]
        for other in [other for other in self._runs if other & names]:
            self._runs.pop(other)[1].program.end()
        parameters = [parameter(name, distribution, conditions.get(name)) for name, distribution in space.items()]
        run = Run(self._start(), parameters, study.directions, constraints, self._seed, key[3])
        self._runs[names] = (key, run)
        return run

    @staticmethod
    def _tell(run: Run, trial: FrozenTrial, space: Space, conditions: Conditions) -> None:
        """Tells of a trial what is new."""
        if trial.state == TrialState.WAITING:
            return
        values = values_in(space, conditions, trial)
        if values is not None and not run.has(trial.number):
            # One that has reported needs a number for its reports.
            if trial.state == TrialState.RUNNING or trial.intermediate_values:
                run.begin(trial, values)
        if run.has(trial.number):
            run.report(trial)
        if not trial.state.is_finished():
            return
        if values is not None or trial.state == TrialState.FAIL and run.has(trial.number):
            run.tell(trial, values)
        else:
            run.pass_over(trial.number)


def values_in(space: Space, conditions: Conditions, trial: FrozenTrial) -> Values | None:
    """The values of a trial for hpo; None where it has too few or too many parameters, or lies outside the space."""
    values: Values = {}
    for name, distribution in space.items():
        is_there = all(values.get(parent) in allowed for parent, allowed in conditions.get(name, {}).items())
        if is_there != (name in trial.params):
            return None
        if is_there:
            values[name] = value_for_hpo(distribution, trial.params[name])
            if values[name] is None:
                return None
    return values
