"""Makes a study with the real Optuna, or carries one on. usage: optuna_study.py make|continue STORAGE NAME

`make` runs trials of every state over every kind of distribution; `continue` checks that Optuna sees all trials of a
study that hpo has joined, and runs three more with a sampler that reads the whole history."""

import sys
import optuna

optuna.logging.set_verbosity(optuna.logging.ERROR)
action, storage, name = sys.argv[1:]


def objective(trial):
    lr = trial.suggest_float("lr", 1e-4, 1, log=True)
    width = trial.suggest_int("width", 8, 256, step=8)
    optimizer = trial.suggest_categorical("optimizer", ["sgd", None, 3, True])
    trial.report(lr, 1)
    trial.set_user_attr("note", width)
    if trial.number == 1:
        raise optuna.TrialPruned
    if trial.number == 2:
        raise ValueError("on purpose")
    return lr * width + (optimizer == "sgd")


if action == "make":
    study = optuna.create_study(study_name=name, storage=storage, direction="maximize")
    study.optimize(objective, n_trials=4, catch=(ValueError,))
    study.ask()  # stays running
    study.enqueue_trial({"lr": 0.5, "width": 16, "optimizer": None})
else:
    study = optuna.load_study(study_name=name, storage=storage, sampler=optuna.samplers.TPESampler(n_startup_trials=2))
    before = len(study.trials)
    study.optimize(objective, n_trials=3)
    for trial in study.trials:
        trial._validate()
    print(before, [trial.state.name for trial in study.trials], study.user_attrs)
