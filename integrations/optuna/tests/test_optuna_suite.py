"""The tests that Optuna publishes for samplers, and those of several objectives and of constraints, for several strategies."""

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


class TestTPE(BasicSamplerTestCase, RelativeSamplerTestCase, MultiObjectiveSamplerTestCase):
    sampler = of("tpe")


class TestNSGA2(BasicSamplerTestCase, RelativeSamplerTestCase, MultiObjectiveSamplerTestCase):
    sampler = of("nsga2")


class TestCMAES(BasicSamplerTestCase, RelativeSamplerTestCase, SingleOnlySamplerTestCase):
    sampler = of("cmaes")


class TestHull(BasicSamplerTestCase, RelativeSamplerTestCase, SingleOnlySamplerTestCase):
    sampler = of("hull(gaussian)")
