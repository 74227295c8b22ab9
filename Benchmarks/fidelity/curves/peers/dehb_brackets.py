"""DEHB: differential evolution in Hyperband's brackets (Awad et al. 2021), asked and told, with its defaults."""

from __future__ import annotations

import tempfile

from dehb import DEHB
from harness.space import Configuration, Space, configuration

from ..tasks import EPOCHS
from .budgeted import Budgeted


class Dehb(Budgeted):
    """Points of the unit cube at 52 epochs, at a third of them, and so on down to one."""

    def __init__(self, space: Space, seed: int, workers: int, budget: int) -> None:
        super().__init__()
        self.space = space
        self.folder = tempfile.TemporaryDirectory()
        self.optimiser = DEHB(
            dimensions=len(space), min_fidelity=1, max_fidelity=EPOCHS, seed=seed, n_workers=1, save_freq="end",
            output_path=self.folder.name, log_level="ERROR",
        )

    def next_job(self) -> tuple[Configuration, float, dict]:
        job = self.optimiser.ask()
        return configuration(self.space, job["config"]), job["fidelity"], job

    def answer(self, job: dict, error: float, epochs: int) -> None:
        self.optimiser.tell(job, {"fitness": error, "cost": epochs})
