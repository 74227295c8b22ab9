"""Error against size of a network, which must not be slow: two objectives and a constraint, in batches of four."""

import time

import optuna
from optuna.distributions import FloatDistribution, IntDistribution
from sklearn.datasets import load_digits
from sklearn.model_selection import train_test_split
from sklearn.neural_network import MLPClassifier

from hpo_optuna import HpoSampler

train_x, test_x, train_y, test_y = train_test_split(*load_digits(return_X_y=True), random_state=0)
space = {"width": IntDistribution(2, 128, log=True), "learning_rate": FloatDistribution(1e-4, 1e-1, log=True)}


def evaluate(trial):
    network = MLPClassifier(
        (trial.params["width"],), learning_rate_init=trial.params["learning_rate"], max_iter=10, random_state=0)
    network.fit(train_x, train_y)
    begin = time.perf_counter()
    error = 1 - network.score(test_x, test_y)
    trial.set_constraint("too slow by", time.perf_counter() - begin - 0.1)
    return error, trial.params["width"]


study = optuna.create_study(directions=["minimize", "minimize"], sampler=HpoSampler("gaussian"))
for _ in range(6):
    trials = [study.ask(space) for _ in range(4)]
    for trial in trials:
        study.tell(trial, evaluate(trial))
for trial in sorted(study.best_trials, key=lambda trial: trial.values):
    print(trial.values, trial.params)
