"""Samplers and pruners of hpo for Optuna, and its own programs.

    study = optuna.create_study(sampler=HpoSampler("gaussian"))
"""

from .program import HpoError, HpoRefusal
from .pruner import HpoPruner
from .sampler import HpoSampler
from .tune import tune

__all__ = ["HpoError", "HpoPruner", "HpoRefusal", "HpoSampler", "tune"]
