"""A script of Optuna's as people write them: a choice that brings parameters of its own, trials that are pruned, threads.

It knows nothing of hpo.
"""

import optuna
from sklearn.datasets import load_digits
from sklearn.linear_model import SGDClassifier
from sklearn.model_selection import train_test_split
from sklearn.neural_network import MLPClassifier

images, digits = load_digits(return_X_y=True)
train_x, valid_x, train_y, valid_y = train_test_split(images / 16, digits, test_size=0.3, random_state=0)


def make_classifier(trial):
    kind = trial.suggest_categorical("classifier", ["linear", "network"])
    if kind == "linear":
        return SGDClassifier(
            alpha=trial.suggest_float("alpha", 1e-6, 1e-1, log=True),
            penalty=trial.suggest_categorical("penalty", ["l2", "l1"]), random_state=0)
    depth = trial.suggest_int("depth", 1, 2)
    widths = [trial.suggest_int(f"width{layer}", 8, 32, step=8) for layer in range(depth)]
    return MLPClassifier(
        widths, learning_rate_init=trial.suggest_float("learning_rate", 1e-4, 1e-1, log=True), random_state=0)


def objective(trial):
    classifier = make_classifier(trial)
    accuracy = 0.0
    for epoch in range(6):
        classifier.partial_fit(train_x, train_y, classes=range(10))
        accuracy = classifier.score(valid_x, valid_y)
        trial.report(accuracy, epoch)
        if trial.should_prune():
            raise optuna.TrialPruned()
    trial.set_user_attr("epochs", epoch + 1)
    return accuracy


def main():
    study = optuna.create_study(direction="maximize", pruner=optuna.pruners.MedianPruner(n_startup_trials=5))
    study.enqueue_trial({"classifier": "linear", "alpha": 1e-4, "penalty": "l2"})
    study.enqueue_trial({"classifier": "network", "depth": 1, "width0": 32, "learning_rate": 1e-2})
    study.optimize(objective, n_trials=30, n_jobs=2, timeout=300)

    states = [trial.state.name for trial in study.trials]
    print("finished:", len(states), "pruned:", states.count("PRUNED"), "complete:", states.count("COMPLETE"))
    print("best accuracy:", study.best_value)
    for name, value in study.best_params.items():
        print(f"  {name}: {value}")


if __name__ == "__main__":
    main()
