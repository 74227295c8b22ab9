"""Spaces that are known only by their trials: conditions, changes, every kind of distribution."""

from __future__ import annotations

import math

import optuna
import pytest
from optuna.samplers import RandomSampler

from hpo_optuna import HpoSampler
from hpo_optuna.space import Groups


def sampler(**options):
    return HpoSampler("gaussian", seed=1, **options)


def groups(study):
    return Groups(study.get_trials(deepcopy=False))


def conditional(trial):
    kind = trial.suggest_categorical("kind", ["left", "right"])
    shift = trial.suggest_float("shift", -1, 1)
    if kind == "left":
        return 1 + trial.suggest_float("a", 0, 1) + trial.suggest_float("b", 0, 1) + shift**2
    return (trial.suggest_float("c", -5, 5) - 3) ** 2 + shift**2


def test_parameters_that_come_together_are_a_group():
    study = optuna.create_study(sampler=sampler())
    study.optimize(conditional, n_trials=12)
    assert set(groups(study).unconditional) == {"kind", "shift"}
    assert set(groups(study).conditional("a")) == {"a", "b"}
    assert set(groups(study).conditional("c")) == {"c"}
    assert groups(study).conditional("kind") == groups(study).conditional("d") == {}


def test_conditional_parameters_are_searched():
    study, random = (optuna.create_study(sampler=each) for each in (sampler(), RandomSampler(seed=1)))
    for each in (study, random):
        each.optimize(conditional, n_trials=40)
    assert study.best_params["kind"] == "right"
    assert study.best_value < random.best_value


def test_a_group_is_asked_only_where_a_trial_has_it(recorder):
    study = optuna.create_study(sampler=sampler(program=recorder.program))
    study.optimize(conditional, n_trials=12)
    expected = 0
    for trial in study.trials[1:]:
        known = Groups(study.trials[:trial.number])
        asked = {frozenset(known.conditional(name)) for name in trial.params} - {frozenset()}
        expected += 1 + len(asked)
    assert len(recorder.requests("ask")) == expected
    assert recorder.requests("init")[-1]["noisy"]


def test_a_range_that_is_widened_holds_for_what_comes(recorder):
    study = optuna.create_study(sampler=sampler(program=recorder.program))
    for high in (1, 10):
        study.optimize(lambda trial: (trial.suggest_float("x", 0, high) - 7) ** 2, n_trials=15)
    assert study.best_value < 0.1
    assert [request["space"][0]["high"] for request in recorder.requests("init")[1:]] == [1, 10]
    # The fifteen old trials, and the one that came at random.
    assert len([request for request in recorder.requests("tell") if request["id"] is None]) == 1 + 16


def test_a_range_that_is_narrowed_forgets_what_lies_beyond():
    study = optuna.create_study(sampler=sampler())
    for high in (10, 1):
        study.optimize(lambda trial: (trial.suggest_int("x", 0, high) - 7) ** 2, n_trials=5)
    assert all(trial.params["x"] <= 1 for trial in study.trials[5:])


def test_a_parameter_that_is_new_is_a_group_of_its_own():
    study = optuna.create_study(sampler=sampler())
    study.optimize(lambda trial: trial.suggest_float("x", 0, 1), n_trials=3)
    study.optimize(lambda trial: trial.suggest_float("x", 0, 1) + trial.suggest_float("y", 0, 1), n_trials=10)
    assert set(groups(study).unconditional) == {"x"}
    assert set(groups(study).conditional("y")) == {"y"}
    assert study.trials[-1].params.keys() == {"x", "y"}


@pytest.mark.filterwarnings("ignore::UserWarning")
def test_choices_may_be_any_values():
    choices = (None, True, "a", 0.5, math.inf, (1, 2))
    study = optuna.create_study(sampler=sampler())
    study.optimize(lambda trial: choices.index(trial.suggest_categorical("choice", choices)), n_trials=8)
    assert study.best_params == {"choice": None}
    assert {trial.params["choice"] for trial in study.trials} == set(choices)


def test_values_keep_their_types_and_steps():
    def objective(trial):
        assert type(trial.suggest_int("integer", 1, 9, step=2)) is int
        assert type(trial.suggest_int("large", 1, 2**60, log=True)) is int
        step = trial.suggest_float("step", 0.1, 0.7, step=0.1)
        assert type(step) is float and math.isclose(step * 10, round(step * 10))
        return step + trial.suggest_float("log", 1e-8, 1, log=True) + trial.suggest_float("one", 3, 3)

    study = optuna.create_study(sampler=sampler())
    study.optimize(objective, n_trials=20)
    assert study.best_value < 3.2


def test_a_finite_space_that_is_used_up_goes_on_at_random():
    study = optuna.create_study(sampler=sampler())
    study.optimize(lambda trial: trial.suggest_int("x", 0, 4) * trial.suggest_int("y", 1, 2), n_trials=25)
    assert len({tuple(trial.params.values()) for trial in study.trials[:10]}) == 10
    assert len(study.trials) == 25
