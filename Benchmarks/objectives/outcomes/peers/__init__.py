"""The peers, in process: one file a library, imported when used. Each has `ask()` and `tell(configuration, outcome)`."""

from __future__ import annotations

from importlib import import_module
from typing import Any, Protocol

from harness.space import Configuration, Space

from ..tasks import Goal, Outcome


class Peer(Protocol):
    """A run of an optimiser."""

    def ask(self) -> Configuration:
        """The next configuration to try."""

    def tell(self, configuration: Configuration, outcome: Outcome) -> None:
        """What came of the configuration asked for last."""


# name: (module, class or function, fixed arguments)
PEERS: dict[str, tuple[str, str, dict[str, Any]]] = {
    "optuna-nsga2": ("optuna_samplers", "Optuna", {"sampler": "nsga2"}),
    "optuna-nsga2-20": ("optuna_samplers", "Optuna", {"sampler": "nsga2-20"}),
    "optuna-tpe": ("optuna_samplers", "Optuna", {"sampler": "tpe"}),
    "optuna-gp": ("optuna_samplers", "Optuna", {"sampler": "gp"}),
    "botorch-lognehvi": ("botorch_lognehvi", "BoTorch", {}),
    "pymoo-nsga2": ("pymoo_nsga2", "Pymoo", {}),
}
# Those that are run without constraints.
UNCONSTRAINED = ("botorch-lognehvi", "pymoo-nsga2")


def peer(name: str, space: Space, goal: Goal, seed: int, trials: int) -> Peer:
    """Starts a run of a peer.

    Raises KeyError for an unknown name, and ImportError where its library is missing.
    """
    module, attribute, arguments = PEERS[name]
    return getattr(import_module(f"{__name__}.{module}"), attribute)(space, goal, seed, trials, **arguments)
