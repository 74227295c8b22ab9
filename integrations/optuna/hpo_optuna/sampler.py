"""A sampler of Optuna's that proposes what hpo proposes."""

from __future__ import annotations

import os
import random
import threading
import weakref
from collections.abc import Callable, Sequence
from typing import Any

from optuna.distributions import BaseDistribution
from optuna.samplers import BaseSampler, RandomSampler
from optuna.samplers._base import _process_constraints_after_trial
from optuna.storages import BaseStorage
from optuna.study import Study, StudyDirection
from optuna.trial import FrozenTrial, TrialState

from .program import Program
from .run import Run
from .search import Search
from .space import Space

LINE = [{"name": "x", "type": "float", "low": 0, "high": 1}]  # a space for asking whether hpo knows a strategy


class HpoSampler(BaseSampler):
    """Proposes what a strategy of hpo proposes.

    The space is what the complete trials show of it: all parameters, and the conditions under which some are there.
    What no complete trial had yet, the first trial's parameters for instance, comes from `independent_sampler`.

    Args:
        strategy: as it is written after `with` in hpo: `"gaussian"`, `"hull(gamma)"`, `"gaussian(acquisition: pi)"`.
        seed: of the strategy and of the independent sampler. Without one each sampler has its own.
        program: where hpo lies; without it the environment variable `HPO` says so, or the `PATH`.
        noisy: whether the same parameters, evaluated again, may have another value. They are then proposed again where
            that is worth it.
        constraints_func: what must hold of a trial, each number of 0 or less; `trial.set_constraint` does the same.
        independent_sampler: for what no complete trial had yet; random if there is none.

    Raises:
        HpoRefusal: hpo does not know the strategy. Several objectives are refused with the first trial.
        HpoError: hpo is not there.
    """

    def __init__(
        self, strategy: str = "auto", *, seed: int | None = None, program: str | None = None, noisy: bool = False,
        constraints_func: Callable[[FrozenTrial], Sequence[float]] | None = None,
        independent_sampler: BaseSampler | None = None,
    ) -> None:
        self.strategy = strategy
        self._program = program
        self._seed = random.SystemRandom().getrandbits(32) if seed is None else seed
        self._noisy = noisy
        self._constraints_func = constraints_func
        self._independent_sampler = independent_sampler or RandomSampler(seed=seed)
        self._forget_studies()
        self._check([StudyDirection.MINIMIZE])

    def __str__(self) -> str:
        return f"HpoSampler({self.strategy})"

    def infer_relative_search_space(self, study: Study, trial: FrozenTrial) -> Space:
        return self._search(study).space(study)

    def sample_relative(self, study: Study, trial: FrozenTrial, search_space: Space) -> dict[str, Any]:
        search = self._search(study)
        if not search_space:
            return {}
        values = search.propose(study, trial, search_space)
        if values is not None:
            return values
        return {
            name: self._independent_sampler.sample_independent(study, trial, name, distribution)
            for name, distribution in search_space.items()
        }

    def sample_independent(
        self, study: Study, trial: FrozenTrial, param_name: str, param_distribution: BaseDistribution
    ) -> Any:
        is_known, value = self._search(study).value(study, trial, param_name, param_distribution)
        if is_known:
            return value
        return self._independent_sampler.sample_independent(study, trial, param_name, param_distribution)

    def before_trial(self, study: Study, trial: FrozenTrial) -> None:
        self._independent_sampler.before_trial(study, trial)

    def after_trial(
        self, study: Study, trial: FrozenTrial, state: TrialState, values: Sequence[float] | None
    ) -> None:
        if self._constraints_func is not None:
            _process_constraints_after_trial(self._constraints_func, study, trial, state)
        self._independent_sampler.after_trial(study, trial, state, values)
        self._search(study).forget(trial.number)

    def reseed_rng(self) -> None:
        """Reseeds the independent sampler. Threads share a run of hpo, whose proposals differ anyway."""
        self._independent_sampler.reseed_rng()

    # MARK: Processes

    def _start(self) -> Program:
        with self._lock:
            idle, self._idle = self._idle, None
        return idle or Program(["--strategy", self.strategy], self._program)

    def _check(self, directions: Sequence[StudyDirection]) -> None:
        """Raises what hpo has against the strategy, with so many objectives. The process goes on to the next run."""
        program = self._start()
        Run(program, LINE, directions)
        self._idle = program

    def _search(self, study: Study) -> Search:
        """The search of a study, for as long as there is its storage. A fork has its own."""
        if self._process != os.getpid():
            self._forget_studies()
        with self._lock:
            searches = self._searches.setdefault(study._storage, {})
            if study._study_id not in searches:
                if len(study.directions) > 1:
                    self._check(study.directions)
                searches[study._study_id] = Search(self._start, self._seed, self._noisy)
            return searches[study._study_id]

    def _forget_studies(self) -> None:
        self._process = os.getpid()
        self._lock = threading.RLock()
        self._idle: Program | None = None
        self._searches: weakref.WeakKeyDictionary[BaseStorage, dict[int, Search]] = weakref.WeakKeyDictionary()

    def __getstate__(self) -> dict[str, Any]:
        own = ("_searches", "_idle", "_lock", "_process")
        return {name: each for name, each in self.__dict__.items() if name not in own}

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.__dict__.update(state)
        self._forget_studies()
