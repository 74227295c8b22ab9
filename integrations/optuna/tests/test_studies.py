"""What hpo is told of a study: objectives, constraints, states, trials of before, and those that run beside."""

from __future__ import annotations

import math

import optuna
import pytest
from optuna.distributions import FloatDistribution
from optuna.samplers import PartialFixedSampler, RandomSampler
from optuna.trial import TrialState

from hpo_optuna import HpoRefusal, HpoSampler

SQUARE = {"x": FloatDistribution(-5, 5), "y": FloatDistribution(-5, 5)}


def square(trial):
    return (trial.suggest_float("x", -5, 5) - 1) ** 2 + (trial.suggest_float("y", -5, 5) + 2) ** 2


def sampler(**options):
    return HpoSampler(options.pop("strategy", "gaussian"), seed=options.pop("seed", 1), **options)


def parameters(study):
    return [trial.params for trial in study.trials]


@pytest.mark.parametrize("strategy", ["auto", "gaussian", "gamma", "tpe", "cmaes"])
def test_it_finds_the_minimum(strategy):
    study = optuna.create_study(sampler=sampler(strategy=strategy))
    study.optimize(square, n_trials=40)
    random = optuna.create_study(sampler=RandomSampler(seed=1))
    random.optimize(square, n_trials=40)
    assert study.best_value < random.best_value


def test_a_seed_says_what_is_proposed():
    studies = [optuna.create_study(sampler=sampler(seed=seed)) for seed in (3, 3, 4)]
    for study in studies:
        study.optimize(square, n_trials=15)
    assert parameters(studies[0]) == parameters(studies[1]) != parameters(studies[2])


def test_maximize():
    study = optuna.create_study(direction="maximize", sampler=sampler())
    study.optimize(lambda trial: -square(trial), n_trials=25)
    assert study.best_value > -0.05


def front_volume(study):
    """What the front has below (4, 4)."""
    points = sorted(trial.values for trial in study.best_trials if max(trial.values) < 4)
    return sum((4 - y) * (right - x) for (x, y), (right, _) in zip(points, points[1:] + [[4, 0]]))


@pytest.mark.parametrize("strategy", ["gaussian", "tpe", "nsga2"])
def test_several_objectives(strategy):
    def objective(trial):
        x, y = trial.suggest_float("x", -5, 5), trial.suggest_float("y", -5, 5)
        return x**2 + y**2, (x - 2) ** 2 + y**2

    volumes = []
    for each in (sampler(strategy=strategy), RandomSampler(seed=1)):
        study = optuna.create_study(directions=["minimize", "minimize"], sampler=each)
        study.optimize(objective, n_trials=30)
        volumes.append(front_volume(study))
    assert volumes[0] > volumes[1]


def test_a_strategy_for_one_objective_refuses_several():
    study = optuna.create_study(directions=["minimize", "maximize"], sampler=sampler(strategy="cmaes"))
    with pytest.raises(HpoRefusal, match="cmaes"):
        study.optimize(lambda trial: (trial.suggest_float("x", 0, 1), 1), n_trials=1)


@pytest.mark.parametrize("way", ["set_constraint", "constraints_func"])
@pytest.mark.parametrize("objectives", [1, 2])
def test_constraints(way, objectives, recorder):
    def violation(x):
        return 2 - x

    def objective(trial):
        x = trial.suggest_float("x", -5, 5)
        if way == "set_constraint":
            trial.set_constraint("bound", violation(x))
        return (x**2, x)[:objectives]

    function = (lambda trial: (violation(trial.params["x"]),)) if way == "constraints_func" else None
    study = optuna.create_study(
        directions=["minimize", "maximize"][:objectives],
        sampler=sampler(program=recorder.program, constraints_func=function))
    study.optimize(objective, n_trials=25)
    name = "bound" if way == "set_constraint" else "0"
    assert recorder.requests("init")[-1]["constraints"] == [name]
    for request in recorder.requests("tell"):
        assert request["constraints"] == [violation(request["params"]["x"])]
    if objectives == 1:
        assert 2 <= study.best_params["x"] < 2.1
    assert all(trial.params["x"] >= 2 for trial in study.best_trials)
    assert sum(trial.params["x"] >= 2 for trial in study.trials) > 5


def test_a_constraint_that_a_trial_lacks_is_not_known(recorder):
    def objective(trial):
        x = trial.suggest_float("x", 0, 1)
        if trial.number > 3:
            trial.set_constraint("late", x - 0.5)
        return -x

    study = optuna.create_study(sampler=sampler(program=recorder.program))
    study.optimize(objective, n_trials=20)
    assert [len(request["constraints"]) for request in recorder.requests("init")] == [0, 0, 1]
    told = [request["constraints"][0] for request in recorder.requests("tell")[-19:]]
    assert [math.isnan(constraint) for constraint in told] == [True] * 4 + [False] * 15
    assert 0.45 < max(trial.params["x"] for trial in study.trials if trial.params["x"] <= 0.5)


def test_the_function_of_constraints_is_asked_as_optunas_samplers_ask_it():
    asked = []

    def function(trial):
        asked.append(trial.number)
        return (math.nan,) if trial.number == 4 else (-1.0, 0.5)

    def objective(trial):
        if trial.number == 1:
            raise optuna.TrialPruned
        if trial.number == 2:
            raise ArithmeticError
        return trial.suggest_float("x", 0, 1)

    study = optuna.create_study(sampler=sampler(constraints_func=function))
    study.optimize(objective, n_trials=4, catch=(ArithmeticError,))
    assert asked == [0, 1, 3]  # not of what failed
    assert study.trials[3].constraints == {"0": -1.0, "1": 0.5}
    with pytest.raises(ValueError, match="NaN"):
        study.optimize(objective, n_trials=1)


def test_trials_that_run_beside_each_other_differ():
    study = optuna.create_study(sampler=sampler())
    study.optimize(square, n_trials=12)
    for _ in range(3):
        trials = [study.ask(SQUARE) for _ in range(4)]
        points = [(trial.params["x"], trial.params["y"]) for trial in trials]
        assert all(math.dist(a, b) > 1e-3 for a in points for b in points if a is not b)
        for trial in reversed(trials):
            study.tell(trial, square(trial))
    assert study.best_value < 0.1


def test_threads():
    study = optuna.create_study(sampler=sampler())
    study.optimize(square, n_trials=30, n_jobs=4)
    assert [trial.state for trial in study.trials] == [TrialState.COMPLETE] * 30
    assert len({tuple(trial.params.values()) for trial in study.trials}) == 30


def test_one_sampler_serves_several_studies():
    shared = sampler()
    studies = [optuna.create_study(sampler=shared, direction=direction) for direction in ("minimize", "maximize")]
    for _ in range(10):
        for study in studies:
            study.optimize(lambda trial: trial.suggest_float("x", 0, 1), n_trials=1)
    assert studies[0].best_value < 0.1 and studies[1].best_value > 0.9


@pytest.mark.filterwarnings("ignore::optuna.exceptions.ExperimentalWarning")
def test_enqueued_and_fixed_parameters_are_told_as_they_were(recorder):
    study = optuna.create_study(sampler=sampler(program=recorder.program))
    study.optimize(square, n_trials=2)
    study.enqueue_trial({"x": 1.0, "y": -2.0})
    study.enqueue_trial({"x": 4.5})
    study.optimize(square, n_trials=2)
    study.sampler = PartialFixedSampler({"y": -1.5}, study.sampler)
    study.optimize(square, n_trials=2)
    assert study.trials[4].params["y"] == study.trials[5].params["y"] == -1.5
    told = [request["params"] for request in recorder.requests("tell")]
    assert told[:3] == parameters(study)[:3]
    assert told[2] == {"x": 1.0, "y": -2.0} and study.trials[3].params["x"] == 4.5
    # Where y is fixed, x is searched by itself.
    assert told[3:] == [{"x": each["x"]} for each in parameters(study)[:5]]


def test_states(recorder):
    def objective(trial):
        value = square(trial)
        trial.report(2 * value, 1)
        if trial.number == 2:
            raise optuna.TrialPruned
        if trial.number == 3:
            raise ArithmeticError
        if trial.number == 4:
            return math.nan
        trial.report(value, 3)
        return value

    study = optuna.create_study(sampler=sampler(program=recorder.program))
    study.optimize(objective, n_trials=8, catch=(ArithmeticError,))
    told = recorder.requests("tell")
    assert [request["state"] for request in told] == [
        "running", "complete", "complete", "pruned", "failed", "failed", "complete", "complete"]
    assert told[0]["id"] is None and told[0]["params"] == study.trials[0].params  # it came at random, and has reported
    assert "values" not in told[3] and told[3]["params"] == study.trials[2].params
    assert [(request["id"], request["step"]) for request in recorder.requests("report")] == [
        (number, step) for number in range(7) for step in ((1,) if number in (2, 3, 4) else (1, 3))]


def test_trials_that_another_process_runs_are_known(tmp_path, recorder):
    url = f"sqlite:///{tmp_path / 'shared.db'}"
    mine = optuna.create_study(study_name="shared", storage=url, sampler=sampler(program=recorder.program))
    mine.optimize(square, n_trials=2)
    other = optuna.load_study(study_name="shared", storage=url, sampler=RandomSampler(seed=2))
    trial = other.ask(SQUARE)
    mine.optimize(square, n_trials=1)
    assert recorder.requests("tell")[-1] == {
        "cmd": "tell", "id": None, "params": trial.params, "state": "running"}
    other.tell(trial, 1)
    mine.optimize(square, n_trials=1)
    assert [(request["id"], request.get("values")) for request in recorder.requests("tell")[-2:]][0] == (1, [1.0])


def test_a_pruner_that_shows_only_some_trials(recorder):
    def objective(trial):
        x = trial.suggest_float("x", 0, 1)
        for step in range(1, 10):
            trial.report(x + 1 / step, step)
            if trial.should_prune():
                raise optuna.TrialPruned
        return x

    pruner = optuna.pruners.HyperbandPruner(min_resource=1, max_resource=9)
    study = optuna.create_study(sampler=sampler(program=recorder.program), pruner=pruner)
    study.optimize(objective, n_trials=12)
    ended = [request for request in recorder.requests("tell") if request["state"] != "running"]
    assert [request["params"] for request in ended] == parameters(study)[:-1]


def test_a_trial_that_fails_before_its_parameters():
    def objective(trial):
        if trial.number % 2:
            raise ArithmeticError
        return square(trial)

    study = optuna.create_study(sampler=sampler())
    study.optimize(objective, n_trials=20, catch=(ArithmeticError,))
    assert study.best_value < 5


def test_trials_of_before_are_told(recorder):
    study = optuna.create_study(sampler=RandomSampler(seed=0))
    study.optimize(square, n_trials=25)
    study.add_trial(optuna.create_trial(params={"x": 1.0, "y": -2.0}, distributions=SQUARE, value=0))
    before = parameters(study)
    study.sampler = sampler(program=recorder.program)
    study.optimize(square, n_trials=6)
    told = [request["params"] for request in recorder.requests("tell")]
    assert told == parameters(study)[:-1] and told[:26] == before
    assert min(trial.value for trial in study.trials[26:]) < 0.1


def test_several_workers_share_a_storage(tmp_path):
    url = f"sqlite:///{tmp_path / 'shared.db'}"
    workers = [
        optuna.create_study(study_name="shared", storage=url, load_if_exists=True, sampler=sampler(seed=seed))
        for seed in (1, 2)
    ]
    for _ in range(8):
        for worker in workers:
            worker.optimize(square, n_trials=1)
    assert len(workers[0].trials) == 16
    assert workers[0].best_value < 2
