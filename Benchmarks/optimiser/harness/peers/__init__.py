"""The peers, in process: one file a library, imported when used. Each has `ask()` and `tell(configuration, value)`."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Protocol

from ..space import Configuration, Space


class Peer(Protocol):
    """A run of an optimiser."""

    def ask(self) -> Configuration:
        """The next configuration to try."""

    def tell(self, configuration: Configuration, value: float) -> None:
        """The value of the configuration asked for last."""


Start = Callable[[Space, int, int, bool], Peer]  # space, seed, trials, is noisy

# name: (module, class or function, fixed arguments)
PEERS: dict[str, tuple[str, str, dict[str, str]]] = {
    "random": ("plain", "Random", {}),
    "sobol": ("plain", "SobolSequence", {}),
    "optuna-tpe": ("optuna_samplers", "Optuna", {"sampler": "tpe"}),
    "optuna-cma": ("optuna_samplers", "Optuna", {"sampler": "cma"}),
    "optuna-gp": ("optuna_samplers", "Optuna", {"sampler": "gp"}),
    "rustuna-tpe": ("rustuna_tpe", "Rustuna", {}),
    "hyperopt-tpe": ("hyperopt_tpe", "Hyperopt", {}),
    "nevergrad-ngopt": ("nevergrad_ngopt", "Nevergrad", {}),
    "botorch-logei": ("botorch_logei", "BoTorch", {}),
    "skopt-gp": ("skopt_gp", "Skopt", {}),
    "smac": ("smac_facade", "Smac", {}),
    "sketch": ("sketch", "Sketch", {}),
}


def peer(name: str) -> Start:
    """How to start a run of a peer.

    Raises KeyError for an unknown name, and ImportError when started where its library is missing.
    """
    module, attribute, arguments = PEERS[name]

    def start(space: Space, seed: int, trials: int, is_noisy: bool) -> Peer:
        make = getattr(import_module(f"{__name__}.{module}"), attribute)
        return make(space, seed, trials, is_noisy, **arguments)

    return start
