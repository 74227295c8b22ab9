"""The peers, in process: one file a library, imported when used."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from harness.space import Space

from ..clock import Tuner

# name: (module, class, fixed arguments)
PEERS: dict[str, tuple[str, str, dict[str, Any]]] = {
    "random": ("plain", "Random", {}),
    "one-epoch": ("plain", "FewEpochs", {"first": 1, "draws": "random"}),
    "one-epoch-sobol": ("plain", "FewEpochs", {"first": 1, "draws": "sobol"}),
    "nine-epochs": ("plain", "FewEpochs", {"first": 9, "draws": "random"}),
    "optuna-tpe-hyperband": ("optuna_pruners", "Optuna", {"sampler": "tpe", "pruner": "hyperband"}),
    "optuna-gp-median": ("optuna_pruners", "Optuna", {"sampler": "gp", "pruner": "median"}),
    "synetune-asha": ("syne_tune_schedulers", "SyneTune", {"scheduler": "ASHA", "type": "promotion"}),
    "synetune-asha-stop": ("syne_tune_schedulers", "SyneTune", {"scheduler": "ASHA", "type": "stopping"}),
    "synetune-pasha": ("syne_tune_schedulers", "SyneTune", {"scheduler": "PASHA"}),
    "synetune-mobster": ("syne_tune_schedulers", "SyneTune", {"scheduler": "MOBSTER", "type": "promotion"}),
    "dehb": ("dehb_brackets", "Dehb", {}),
    "smac-multifidelity": ("smac_facade", "Smac", {}),
}
# Those that are told the budget: each column of a table is a run of its own, of that size.
SIZED = ("one-epoch", "one-epoch-sobol", "nine-epochs")


def peer(name: str, space: Space, seed: int, workers: int, budget: int) -> Tuner:
    """Starts a run of a peer.

    Raises KeyError for an unknown name, and ImportError where its library is missing.
    """
    module, attribute, arguments = PEERS[name]
    return getattr(import_module(f"{__name__}.{module}"), attribute)(space, seed, workers, budget, **arguments)
