"""The tests that Optuna publishes for samplers, those of several objectives and of one among them."""

from __future__ import annotations

import functools

import pytest
from optuna.testing.pytest_samplers import (
    BasicSamplerTestCase,
    MultiObjectiveSamplerTestCase,
    RelativeSamplerTestCase,
    SingleOnlySamplerTestCase,
)

from hpo_optuna import HpoSampler


def of(strategy: str):
    return pytest.fixture(lambda self: functools.partial(HpoSampler, strategy, seed=0), name="sampler")


class TestGaussian(BasicSamplerTestCase, RelativeSamplerTestCase, MultiObjectiveSamplerTestCase):
    sampler = of("gaussian")


class TestTPE(BasicSamplerTestCase, MultiObjectiveSamplerTestCase):
    sampler = of("tpe")


class TestCMAES(RelativeSamplerTestCase, SingleOnlySamplerTestCase):
    sampler = of("cmaes")

