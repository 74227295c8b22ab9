"""A tuner in another process: hpo's `ask-tell`, or any program that speaks the same lines of JSON.

To the protocol of the optimiser benchmark (`harness/protocol.py`) come reports, and trials that are laid aside:

    -> {"cmd": "init", ..., "pauses": true}
    -> {"cmd": "report", "id": 3, "step": 9, "value": 0.4}
    <- {"continue": true}, {"continue": false} (it is told as pruned) or {"continue": false, "pause": true} (it is not told)
    -> {"cmd": "ask"}
    <- {"id": 3, "resume": true, "step": 9, "params": {...}} where trial 3 goes on from step 9

Programs without a pruner (without `--prune` in the command line) are told of complete trials alone. The number of trials is
not announced, for what is limited are epochs.
"""

from __future__ import annotations

from harness.protocol import Program as Process
from harness.space import Configuration, Space

from .clock import Training
from .tasks import EPOCHS


class Program:
    """A run of such a program."""

    def __init__(self, process: Process, space: Space, seed: int) -> None:
        self.process = process
        self.reports = "--prune" in process.command
        self.configurations: dict[int, Configuration] = {}
        process.request(
            cmd="init", space=[parameter.message() for parameter in space], direction="minimize", seed=seed,
            pauses=self.reports,
        )

    def ask(self) -> Training | None:
        answer = self.process.request(cmd="ask")
        if answer.get("exhausted"):
            return None
        trial = answer["id"]
        if answer.get("resume"):
            return Training(trial, self.configurations[trial], answer["step"])
        self.configurations[trial] = answer["params"]
        return Training(trial, answer["params"])

    def report(self, training: Training, error: float) -> bool:
        number = training.trial
        answer = {"continue": True}
        if self.reports:
            answer = self.process.request(cmd="report", id=number, step=training.epoch, value=error)
        if training.epoch == EPOCHS:
            self.process.request(cmd="tell", id=number, value=error, state="complete")
        elif not answer["continue"] and not answer.get("pause"):
            self.process.request(cmd="tell", id=number, value=error, state="pruned")
        return answer["continue"]
