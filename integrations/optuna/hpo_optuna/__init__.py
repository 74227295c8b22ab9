"""Samplers and pruners of hpo for Optuna.

    study = optuna.create_study(sampler=HpoSampler("gaussian"))
"""

from .program import HpoError, HpoRefusal
from .pruner import HpoPruner
from .sampler import HpoSampler

__all__ = ["HpoError", "HpoPruner", "HpoRefusal", "HpoSampler"]
