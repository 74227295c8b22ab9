"""Spaces that are known only by their trials: conditions, changes, every kind of distribution."""

from __future__ import annotations

import math

import optuna
import pytest
from optuna.samplers import RandomSampler

from hpo_optuna import HpoSampler
from hpo_optuna.structure import Structure


def sampler(**options):
    return HpoSampler("gaussian", seed=1, **options)


def structure(study):
    return Structure(study.get_trials(deepcopy=False))


def conditional(trial):
    kind = trial.suggest_categorical("kind", ["left", "right"])
    shift = trial.suggest_float("shift", -1, 1)
    if kind == "left":
        return 1 + trial.suggest_float("a", 0, 1) + trial.suggest_float("b", 0, 1) + shift**2
    return (trial.suggest_float("c", -5, 5) - 3) ** 2 + shift**2


def layered(trial):
    depth = trial.suggest_int("depth", 1, 4)
    widths = [trial.suggest_int(f"width{layer}", 8, 64, log=True) for layer in range(depth)]
    return sum(math.log(width / 32) ** 2 for width in widths) + (depth - 3) ** 2


def nested(trial):
    if trial.suggest_categorical("is_boosted", [True, False]):
        if trial.suggest_categorical("booster", ["tree", "linear"]) == "tree":
            return trial.suggest_int("depth", 1, 9)
        return 5
    return 7


def unlike_anything(trial):
    """`odd` and `pair` come and go by the number of the trial, which is no parameter."""
    x = trial.suggest_float("x", 0, 1)
    return x + (trial.suggest_float("odd", 0, 1) + trial.suggest_int("pair", 0, 9) if trial.number % 2 else 0)


@pytest.mark.parametrize("objective, conditions", [
    (conditional, {"a": {"kind": [0]}, "b": {"kind": [0]}, "c": {"kind": [1]}}),
    (layered, {"width1": {"depth": [2, 3, 4]}, "width2": {"depth": [3, 4]}, "width3": {"depth": [4]}}),
    (nested, {"booster": {"is_boosted": [0]}, "depth": {"booster": [0]}}),
    (unlike_anything, {}),
])
def test_conditions_are_found(objective, conditions):
    study = optuna.create_study(sampler=RandomSampler(seed=1))
    study.optimize(objective, n_trials=40)
    known = structure(study)
    assert known.conditions == conditions
    assert known.is_whole == (objective is not unlike_anything)
    for name, condition in conditions.items():  # a parameter stands behind those that it depends on
        order = list(known.space)
        assert all(order.index(parent) < order.index(name) for parent in condition)


def test_what_has_no_condition_is_a_group():
    study = optuna.create_study(sampler=sampler())
    study.optimize(unlike_anything, n_trials=12)
    assert set(structure(study).space) == {"x"}
    assert set(structure(study).group("odd")) == set(structure(study).group("pair")) == {"odd", "pair"}
    assert structure(study).group("x") == structure(study).group("unknown") == {}


@pytest.mark.parametrize("objective", [conditional, layered, nested])
def test_conditional_parameters_are_searched(objective):
    study, random = (optuna.create_study(sampler=each) for each in (sampler(), RandomSampler(seed=1)))
    for each in (study, random):
        each.optimize(objective, n_trials=40)
    assert study.best_value <= random.best_value


def test_conditional_parameters_are_told_where_they_are(recorder):
    study = optuna.create_study(sampler=sampler(program=recorder.program))
    study.optimize(conditional, n_trials=15)
    (space,) = [request["space"] for request in recorder.requests("init")][-1:]
    assert {each["name"]: each.get("if") for each in space} == {
        "kind": None, "shift": None, "a": {"kind": [0]}, "b": {"kind": [0]}, "c": {"kind": [1]}}
    branches = [{"kind", "shift", "a", "b"}, {"kind", "shift", "c"}]
    for told in [request["params"] for request in recorder.requests("tell")[-5:]]:
        assert told.keys() == branches[told["kind"]]


def test_a_group_is_asked_only_where_a_trial_has_it(recorder):
    study = optuna.create_study(sampler=sampler(program=recorder.program))
    study.optimize(unlike_anything, n_trials=12)
    # All but the first for x, and those with an odd number, but the first of them, for the group.
    assert len(recorder.requests("ask")) == 11 + 5
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
    assert set(structure(study).space) == {"x"}
    assert set(structure(study).group("y")) == {"y"}
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
        assert type(trial.suggest_int("large", -(2**62), 2**62)) is int
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
