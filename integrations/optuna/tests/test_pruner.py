"""Pruners of hpo beside Optuna's own, which end the same trials."""

from __future__ import annotations

import pickle

import optuna
import pytest
from optuna.trial import TrialState

from hpo_optuna import HpoPruner, HpoRefusal, HpoSampler


def objective(trial):
    """A curve that begins at a and falls to b; the order of the trials changes on the way."""
    a, b = (trial.number * 7 % 11) / 11, (trial.number * 5 % 13) / 13
    for step in range(1, 10):
        trial.report(b + (a - b) / step + 0.05 * ((trial.number * step) % 3), step)
        if trial.should_prune():
            raise optuna.TrialPruned
    return b


def ends(pruner, **options):
    study = optuna.create_study(pruner=pruner, sampler=optuna.samplers.RandomSampler(seed=0), **options)
    study.optimize(objective, n_trials=20)
    return [trial.last_step for trial in study.trials]


@pytest.mark.parametrize("ours, theirs", [
    ("median(after: 3, startup: 5)", optuna.pruners.MedianPruner(5, 3)),
    ("percentile(25, after: 2, startup: 3)", optuna.pruners.PercentilePruner(25, 3, 2)),
    ("threshold(upper: 0.9)", optuna.pruners.ThresholdPruner(upper=0.9)),
    ("asha(from: 1, to: 9, factor: 3, mode: \"stop\")", optuna.pruners.SuccessiveHalvingPruner(1, 3, 0)),
])
@pytest.mark.parametrize("direction", ["minimize", "maximize"])
def test_it_ends_the_trials_that_optunas_ends(ours, theirs, direction):
    assert ends(HpoPruner(ours), direction=direction) == ends(theirs, direction=direction)


@pytest.mark.parametrize(
    "pruner", ["asha(from: 1, to: 9)", "hyperband(to: 9)", "pasha(to: 9)", "patient(median(), patience: 3)"])
def test_some_end_early_and_some_do_not(pruner):
    steps = ends(HpoPruner(pruner))
    assert 9 in steps and min(steps) < 9


def test_it_knows_trials_of_before():
    study = optuna.create_study(sampler=optuna.samplers.RandomSampler(seed=0))
    for _ in range(4):
        study.pruner = HpoPruner("median()")
        study.optimize(objective, n_trials=5)
    assert [trial.last_step for trial in study.trials] == ends(HpoPruner("median()"))


def test_it_goes_with_the_sampler():
    def tuned(trial):
        x = trial.suggest_float("x", -5, 5)
        for step in range(1, 10):
            trial.report((x - 1) ** 2 + 1 / step, step)
            if trial.should_prune():
                raise optuna.TrialPruned
        return (x - 1) ** 2

    study = optuna.create_study(sampler=HpoSampler("gaussian", seed=1), pruner=HpoPruner("asha(from: 1, to: 9)"))
    study.optimize(tuned, n_trials=30, n_jobs=2)
    assert study.best_value < 0.05
    assert {trial.state for trial in study.trials} == {TrialState.COMPLETE, TrialState.PRUNED}


def test_an_unknown_pruner_is_refused_at_once():
    with pytest.raises(HpoRefusal, match="median"):
        HpoPruner("medain()")


def test_it_is_copied():
    assert ends(pickle.loads(pickle.dumps(HpoPruner("median()")))) == ends(HpoPruner("median()"))
