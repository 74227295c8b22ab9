"""Lets the real Optuna read studies that another program wrote. usage: optuna_check.py STORAGE STUDY [STUDY_OF_TWO_OBJECTIVES [STUDY_WITH_CONSTRAINTS]]

A line for each check, and status 1 if one of them failed. The study of one objective needs finished, pruned and failed
trials, and intermediate values."""

import sys
import warnings

import optuna
from optuna import importance, visualization
from optuna.trial import TrialState

warnings.simplefilter("ignore")
optuna.logging.set_verbosity(optuna.logging.ERROR)
storage = sys.argv[1]
study = optuna.load_study(study_name=sys.argv[2], storage=storage)
failed = []


def check(name):
    """Runs a function at once; what it raises is a failure."""

    def run(function):
        try:
            function()
            print("passed:", name)
        except Exception as error:  # whatever Optuna raises is the result
            failed.append(name)
            print(f"failed: {name}: {type(error).__name__}: {error}")

    return run


@check("the storage lists its studies")
def _():
    assert set(sys.argv[2:]) <= set(optuna.get_all_study_names(storage))
    assert all(summary.n_trials > 0 for summary in optuna.get_all_study_summaries(storage))


@check("trials are numbered without gaps")
def _():
    assert [trial.number for trial in study.trials] == list(range(len(study.trials)))


@check("every trial is valid")
def _():
    for trial in study.trials:
        trial._validate()
        for name, value in trial.params.items():
            distribution = trial.distributions[name]
            assert distribution._contains(distribution.to_internal_repr(value)), (trial.number, name, value)


@check("every state is there")
def _():
    assert {TrialState.COMPLETE, TrialState.PRUNED, TrialState.FAIL} <= {trial.state for trial in study.trials}


@check("finished trials have an end behind their start")
def _():
    for trial in study.trials:
        if trial.state.is_finished():
            assert trial.duration.total_seconds() >= 0


@check("the best trial is the best of the complete ones")
def _():
    values = [trial.value for trial in study.get_trials(states=[TrialState.COMPLETE])]
    best = max(values) if study.direction == optuna.study.StudyDirection.MAXIMIZE else min(values)
    assert study.best_value == best and study.best_params == study.best_trial.params


@check("the data frame has a row for each trial")
def _():
    assert len(study.trials_dataframe()) == len(study.trials)


@check("a sampler learns from the trials")
def _():
    copy = optuna.create_study(directions=study.directions)
    copy.add_trials(study.get_trials(states=[TrialState.COMPLETE]))
    copy.sampler = optuna.samplers.TPESampler(n_startup_trials=1, seed=1)
    space = optuna.search_space.intersection_search_space(copy.trials)
    assert space and set(copy.ask(space).params) == set(space)


for plot in (
    "contour edf intermediate_values optimization_history parallel_coordinate param_importances rank slice timeline"
).split():

    @check(f"the plot {plot} is drawn")
    def _():
        assert getattr(visualization, f"plot_{plot}")(study).to_json()


for evaluator in (importance.FanovaImportanceEvaluator, importance.PedAnovaImportanceEvaluator):

    @check(f"{evaluator.__name__} weighs the parameters")
    def _():
        assert importance.get_param_importances(study, evaluator=evaluator())


if len(sys.argv) > 3:
    several = optuna.load_study(study_name=sys.argv[3], storage=storage)

    @check("several objectives have a Pareto front")
    def _():
        assert len(several.directions) == 2 and several.best_trials
        assert visualization.plot_pareto_front(several).to_json()


if len(sys.argv) > 4:
    constrained = optuna.load_study(study_name=sys.argv[4], storage=storage)

    @check("the best trial meets the constraints")
    def _():
        assert constrained.best_trial.number == 2, constrained.best_trial
        assert list(constrained.trials[0].constraints.values()) == [2.0, -0.5], constrained.trials[0]

    @check("a sampler learns from the constraints")
    def _():
        constrained.sampler = optuna.samplers.TPESampler(n_startup_trials=1, seed=1)
        assert constrained.ask(optuna.search_space.intersection_search_space(constrained.trials)).params

print(f"{len(failed)} checks failed with Optuna {optuna.__version__}")
sys.exit(bool(failed))
