"""What a sampler knows of one study: a run of hpo for each group of its parameters."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

from optuna.distributions import BaseDistribution
from optuna.study import Study
from optuna.trial import FrozenTrial, TrialState

from .program import HpoRefusal, Program
from .run import Run
from .space import Groups, Space, parameter, value_for_hpo, value_for_optuna


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
        self._runs: dict[frozenset[str], tuple[tuple[Space, tuple[str, ...], bool], Run]] = {}
        self._proposals: dict[int, dict[str, Any]] = {}

    def unconditional_space(self, study: Study) -> Space:
        """The parameters that every trial had so far."""
        return dict(Groups(trials_of(study)).unconditional)

    def propose(self, study: Study, trial: FrozenTrial, space: Space) -> dict[str, Any] | None:
        """Values for a trial; None where every configuration was tried."""
        with self._lock:
            trials = trials_of(study)
            groups = Groups(trials)
            is_part = groups.are_several or space.keys() != groups.unconditional.keys()
            return self._ask(study, trials, trial.number, space, is_part)

    def conditional_value(
        self, study: Study, trial: FrozenTrial, name: str, distribution: BaseDistribution
    ) -> tuple[bool, Any]:
        """Whether there is a value for a parameter that only some trials had, and that value.

        Its group is asked for when the first of its parameters is suggested: then it is known that the trial has them.
        """
        with self._lock:
            proposal = self._proposals.setdefault(trial.number, {})
            if name not in proposal:
                trials = trials_of(study)
                group = Groups(trials).conditional(name)
                if group and not distribution.single():
                    proposal.update(self._ask(study, trials, trial.number, {**group, name: distribution}, True) or {})
            value = proposal.get(name)
            known = name in proposal and value_for_hpo(distribution, value) is not None
            return known, value

    def forget(self, number: int) -> None:
        """Drops what was proposed for a trial that has ended."""
        with self._lock:
            self._proposals.pop(number, None)

    def _ask(
        self, study: Study, trials: list[FrozenTrial], number: int, space: Space, is_part: bool
    ) -> dict[str, Any] | None:
        run = self._run(study, trials, space, is_part)
        try:
            self._tell(run, trials, space)
            values = run.ask(number)
        except HpoRefusal:
            raise
        except BaseException:  # the next trial has a new process
            del self._runs[frozenset(space)]
            raise
        return values and {name: value_for_optuna(space[name], value) for name, value in values.items()}

    def _run(self, study: Study, trials: list[FrozenTrial], space: Space, is_part: bool) -> Run:
        """The run of a space. One that shares a parameter with it, from before the groups have changed, ends."""
        names = frozenset(space)
        constraints = {name: None for trial in trials for name in trial.constraints}
        key = (dict(space), tuple(constraints), self._is_noisy or is_part)
        if names in self._runs and self._runs[names][0] == key:
            return self._runs[names][1]
        for other in [other for other in self._runs if other & names]:
            self._runs.pop(other)[1].program.end()
        parameters = [parameter(name, distribution) for name, distribution in space.items()]
        run = Run(self._start(), parameters, study.directions, key[1], self._seed, key[2])
        self._runs[names] = (key, run)
        return run

    @staticmethod
    def _tell(run: Run, trials: list[FrozenTrial], space: Space) -> None:
        """Tells of all trials what is new. Of one that another process runs nothing is told until it has ended."""
        for trial in trials:
            if run.is_over(trial.number) or trial.state == TrialState.WAITING:
                continue
            if run.has_asked(trial.number):
                run.report(trial)
            if not trial.state.is_finished():
                continue
            values = {
                name: value_for_hpo(distribution, trial.params[name]) for name, distribution in space.items()
                if name in trial.params
            }
            if len(values) == len(space) and None not in values.values():
                run.tell(trial, values)
            elif trial.state == TrialState.FAIL and run.has_asked(trial.number):
                run.tell(trial)
            else:
                run.pass_over(trial.number)
