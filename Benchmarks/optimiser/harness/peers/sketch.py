"""The project's shared numpy sketch of a small-budget Gaussian process, where it lies beside the checkout."""

from __future__ import annotations

import sys

from ..space import Configuration, Space
from ..tasks import SHARED

sys.path.insert(0, str(SHARED / "bench"))
from reference_gp import Proto  # noqa: E402


class Sketch:
    """Its recommended recipe."""

    def __init__(self, space: Space, seed: int, trials: int, is_noisy: bool) -> None:
        self.run = Proto([parameter.message() for parameter in space], seed, trials, is_noisy)

    def ask(self) -> Configuration:
        self.number, configuration = self.run.ask()
        return configuration

    def tell(self, configuration: Configuration, value: float) -> None:
        self.run.tell(self.number, configuration, value)
