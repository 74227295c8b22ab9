"""A pruner of Optuna's that ends the trials that hpo would end."""

from __future__ import annotations

import os
import threading
import weakref
from typing import Any

from optuna.pruners import BasePruner
from optuna.storages import BaseStorage
from optuna.study import Study, StudyDirection
from optuna.trial import FrozenTrial

from .program import HpoRefusal, Program
from .run import Run
from .search import trials_of

LINE = [{"name": "x", "type": "float", "low": 0, "high": 1}]  # a pruner asks nothing of the parameters


class HpoPruner(BasePruner):
    """Ends the trials that a pruner of hpo ends.

    Args:
        pruner: as it is written after `prune` in hpo, with steps as plain numbers: `"asha(from: 1, to: 27)"`.
        program: where hpo lies; without it the environment variable `HPO` says so, or the `PATH`.

    Raises:
        HpoRefusal: hpo does not know the pruner.
        HpoError: hpo is not there.
    """

    def __init__(self, pruner: str, *, program: str | None = None) -> None:
        self.pruner = pruner
        self._program = program
        self._forget_studies()
        self._run(StudyDirection.MINIMIZE).program.end()

    def prune(self, study: Study, trial: FrozenTrial) -> bool:
        if self._process != os.getpid():
            self._forget_studies()
        with self._lock:
            runs = self._runs.setdefault(study._storage, {})
            if study._study_id not in runs:
                runs[study._study_id] = self._run(study.direction)
            try:
                return self._verdict(runs[study._study_id], study, trial)
            except HpoRefusal:
                raise
            except BaseException:  # the next report has a new process
                del runs[study._study_id]
                raise

    @staticmethod
    def _verdict(run: Run, study: Study, trial: FrozenTrial) -> bool:
        """Tells what all others have reported, then what this one has."""
        for other in run.left(trials_of(study)):
            if other.number == trial.number:
                continue
            if other.intermediate_values:
                if not run.has(other.number):
                    run.ask(other.number)
                run.report(other)
                if other.state.is_finished():
                    run.tell(other)
            elif other.state.is_finished():
                run.pass_over(other.number)
        if not run.has(trial.number):
            run.ask(trial.number)
        return not run.report(trial)

    def _run(self, direction: StudyDirection) -> Run:
        program = Program(["--strategy", "random", "--prune", self.pruner, "--seed", "0"], self._program)
        return Run(program, LINE, [direction])

    def _forget_studies(self) -> None:
        self._process = os.getpid()
        self._lock = threading.RLock()
        self._runs: weakref.WeakKeyDictionary[BaseStorage, dict[int, Run]] = weakref.WeakKeyDictionary()

    def __getstate__(self) -> dict[str, Any]:
        return {"pruner": self.pruner, "_program": self._program}

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.__dict__.update(state)
        self._forget_studies()
