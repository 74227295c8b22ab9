"""A run of `hpo ask-tell`: a space, and the trials of a study as far as hpo was told of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from optuna.study import StudyDirection
from optuna.trial import FrozenTrial, TrialState

from .program import Program

STATES = {TrialState.COMPLETE: "complete", TrialState.PRUNED: "pruned", TrialState.FAIL: "failed"}


class Run:
    """Trials are known by their numbers in the study."""

    def __init__(
        self, program: Program, space: Sequence[dict[str, Any]], directions: Sequence[StudyDirection],
        constraints: Sequence[str] = (), seed: int = 0, is_noisy: bool = False,
    ) -> None:
        self.program = program
        self._constraints = constraints
        self._ids: dict[int, int] = {}
        self._steps: dict[int, set[int]] = {}
        self._going_on: dict[int, bool] = {}
        self._ended: set[int] = set()
        self._begin = 0  # all trials before are over
        program.request(
            "init", space=space, directions=[direction.name.lower() for direction in directions],
            constraints=list(constraints), seed=seed, noisy=is_noisy,
        )

    def ask(self, number: int) -> dict[str, Any] | None:
        """What a trial is to try; None where every configuration was tried."""
        answer = self.program.request("ask")
        if "id" not in answer:
            return None
        self._ids[number] = answer["id"]
        return answer["params"]

    def begin(self, trial: FrozenTrial, parameters: dict[str, Any]) -> None:
        """Tells of a trial that was not asked for here and is under way, or was."""
        answer = self.program.request("tell", id=None, params=parameters, state="running")
        self._ids[trial.number] = answer["id"]

    def has(self, number: int) -> bool:
        """Whether the trial was asked for, or begun."""
        return number in self._ids

    def left(self, trials: Sequence[FrozenTrial]) -> list[FrozenTrial]:
        """Those trials whose end is still to be told, of all by number."""
        while self._begin < len(trials) and trials[self._begin].number in self._ended:
            self._begin += 1
        return [trial for trial in trials[self._begin:] if trial.number not in self._ended]

    def report(self, trial: FrozenTrial) -> bool:
        """Tells what a trial that hpo has has reported since the last time; whether it is to go on."""
        told = self._steps.setdefault(trial.number, set())
        for step in sorted(trial.intermediate_values.keys() - told):
            answer = self.program.request(
                "report", id=self._ids[trial.number], step=step, value=trial.intermediate_values[step])
            self._going_on[trial.number] = answer["continue"]
            told.add(step)
        return self._going_on.get(trial.number, True)

    def tell(self, trial: FrozenTrial, parameters: dict[str, Any] | None = None) -> None:
        """Tells how a trial has ended.

        Args:
            trial: any that has ended.
            parameters: what it has tried; None where that is what was proposed.
        """
        members: dict[str, Any] = {"id": self._ids.get(trial.number), "state": STATES[trial.state]}
        if parameters is not None:
            members["params"] = parameters
        # Of a pruned trial hpo goes by what it has reported: its value is that of another step than a complete one's.
        if trial.state == TrialState.COMPLETE:
            members["values"] = trial.values
            if self._constraints:
                known = trial.constraints
                members["constraints"] = [known.get(name, float("nan")) for name in self._constraints]
        self.program.request("tell", **members)
        self._ended.add(trial.number)

    def pass_over(self, number: int) -> None:
        """Tells nothing more of a trial."""
        self._ended.add(number)
