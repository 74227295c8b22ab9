"""Trials that report after each epoch, and end early where hpo would end them."""

import optuna
from sklearn.datasets import load_digits
from sklearn.linear_model import SGDClassifier
from sklearn.model_selection import train_test_split

from hpo_optuna import HpoPruner, HpoSampler

train_x, test_x, train_y, test_y = train_test_split(*load_digits(return_X_y=True), random_state=0)
train_x, test_x = train_x / 16, test_x / 16


def objective(trial):
    classifier = SGDClassifier(
        alpha=trial.suggest_float("alpha", 1e-6, 1, log=True), learning_rate="constant",
        eta0=trial.suggest_float("eta0", 1e-5, 10, log=True), random_state=0)
    for epoch in range(1, 10):
        classifier.partial_fit(train_x, train_y, classes=range(10))
        accuracy = classifier.score(test_x, test_y)
        trial.report(accuracy, epoch)
        if trial.should_prune():
            raise optuna.TrialPruned
    return accuracy


study = optuna.create_study(
    direction="maximize", sampler=HpoSampler("gaussian"), pruner=HpoPruner("asha(from: 1, to: 9)"))
study.optimize(objective, n_trials=30)
states = [trial.state.name for trial in study.trials]
print(study.best_value, study.best_params, states.count("PRUNED"), "ended early")
