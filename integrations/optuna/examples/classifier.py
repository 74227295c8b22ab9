"""The choice between two classifiers, each with parameters of its own. Nothing but the sampler is not Optuna's.

    HPO=/usr/local/bin/hpo python examples/classifier.py
"""

import optuna
from sklearn.datasets import load_iris
from sklearn.ensemble import RandomForestClassifier
from sklearn.model_selection import cross_val_score
from sklearn.svm import SVC

from hpo_optuna import HpoSampler

X, y = load_iris(return_X_y=True)


def objective(trial):
    if trial.suggest_categorical("classifier", ["svc", "forest"]) == "svc":
        classifier = SVC(
            C=trial.suggest_float("C", 1e-4, 1e4, log=True), gamma=trial.suggest_float("gamma", 1e-4, 1e2, log=True))
    else:
        classifier = RandomForestClassifier(
            max_depth=trial.suggest_int("max_depth", 1, 32, log=True), n_estimators=10, random_state=0)
    return cross_val_score(classifier, X, y, cv=3).mean()


study = optuna.create_study(direction="maximize", sampler=HpoSampler())
study.optimize(objective, n_trials=30)
print(study.best_value, study.best_params)
