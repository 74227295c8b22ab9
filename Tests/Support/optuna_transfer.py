"""Studies for hpo to take over, and what became of them, by the real Optuna. usage:

    optuna_transfer.py make STORAGE               every kind of trial and of distribution, in several studies
    optuna_transfer.py compare STORAGE STORAGE [NAME=NAME ...]    all studies, or those, are the same in both
    optuna_transfer.py table STORAGE NAME FILE    the trials as trials_dataframe().to_csv() writes them
    optuna_transfer.py results STORAGE STORAGE NAME=NAME    the same but for distributions, which a table does not hold
    optuna_transfer.py exported STORAGE NAME CSV JSON    what hpo exports is what Optuna reads

A storage is a URL or journal:PATH. The status is 1 where something differs, with a line for each difference."""

import json
import math
import sys

import optuna
from optuna.distributions import CategoricalDistribution, FloatDistribution, IntDistribution
from optuna.trial import TrialState, create_trial

optuna.logging.set_verbosity(optuna.logging.ERROR)
action, place, *rest = sys.argv[1:]


def storage(text):
    if text.startswith("journal:"):
        backend = optuna.storages.journal.JournalFileBackend(text.removeprefix("journal:"))
        return optuna.storages.JournalStorage(backend)
    return optuna.storages.RDBStorage(text)


def objective(trial):
    x = trial.suggest_float("x", -5, 5)
    trial.suggest_float("lr", 1e-4, 1, log=True)
    trial.suggest_float("stepped", 0, 1, step=0.25)
    n = trial.suggest_int("n", 1, 9)
    trial.suggest_int("even", 2, 32, step=2)
    trial.suggest_int("width", 8, 256, log=True)
    kind = trial.suggest_categorical("kind", ["a", None, 3, 2.5, True])
    if n > 4:
        trial.suggest_float("only sometimes", 0, 1 + n)
    for step, value in enumerate([x, math.inf, math.nan, -math.inf, 0.1 + 0.2]):
        trial.report(value, 10 - 2 * step)
    trial.set_user_attr("text", 'a "b" ü\n\u2028')
    trial.set_user_attr("nested", {"list": [1, 2.5, None, True, {"inf": math.inf}], "kind": kind})
    trial.set_user_attr("text", "set again")
    trial.storage.set_trial_system_attr(trial._trial_id, "constraints", [x - 1, -0.5])
    if trial.number % 5 == 1:
        raise optuna.TrialPruned
    if trial.number % 5 == 2:
        raise ValueError("on purpose")
    return {3: math.inf, 8: -math.inf}.get(trial.number, x * n)


def plain_objective(trial):
    """Every trial has all parameters, and none is None, which a table cannot tell from nothing."""
    lr = trial.suggest_float("lr", 1e-4, 1, log=True)
    width = trial.suggest_int("width", 8, 256)
    kind = trial.suggest_categorical("kind", ["a", "b"])
    flag = trial.suggest_categorical("flag", [True, False])
    trial.set_user_attr("twice", 2 * width)
    trial.set_user_attr("word", f"{kind}, {flag}")
    trial.report(lr, 3)
    if trial.number % 4 == 1:
        raise optuna.TrialPruned
    if trial.number % 4 == 2:
        raise ValueError("on purpose")
    return -math.inf if trial.number == 4 else lr * width


def make(where):
    options = {"storage": where, "sampler": optuna.samplers.RandomSampler(seed=1)}
    gone = optuna.create_study(study_name="gone", **options)
    study = optuna.create_study(study_name="all kinds", direction="maximize", **options)
    study.set_user_attr("who", ["ann", {"age": 3}])
    study.set_user_attr("who", "bob")
    study._storage.set_study_system_attr(study._study_id, "dashboard:note_ver", 1)
    gone.optimize(lambda trial: trial.suggest_float("x", 0, 1), n_trials=3)
    several = optuna.create_study(study_name="several", directions=["minimize", "maximize"], **options)
    several.set_metric_names(["loss", "gain"])
    study.optimize(objective, n_trials=6, catch=(ValueError,))
    optuna.delete_study(study_name="gone", storage=where)
    several.optimize(lambda trial: (trial.suggest_float("x", 0, 1), -math.inf), n_trials=5)
    plain = optuna.create_study(study_name="plain", **options)
    plain.optimize(plain_objective, n_trials=10, catch=(ValueError,))
    study.optimize(objective, n_trials=6, catch=(ValueError,))
    study.enqueue_trial({"x": 0.5, "kind": None}, user_attrs={"why": "it was best"})
    waiting = study.ask()  # takes the one that waits up, and goes on running
    waiting.suggest_float("x", -5, 5)
    study.enqueue_trial({"x": 0.25})
    # Trials that are written at once.
    distributions = {"x": FloatDistribution(-5, 5), "n": IntDistribution(1, 9), "one": FloatDistribution(3, 3)}
    kinds = {"kind": CategoricalDistribution(["a", None, 3, 2.5, True])}
    study.add_trial(
        create_trial(
            params={"x": 1.0, "n": 3, "one": 3.0, "kind": True}, distributions=distributions | kinds, value=2.0,
            user_attrs={"by": "hand"}, system_attrs={"s": 1}, intermediate_values={1: 0.5, 0: math.nan},
        )
    )
    study.add_trial(create_trial(state=TrialState.PRUNED))
    study.add_trial(create_trial(state=TrialState.FAIL, params={"x": 0.0}, distributions={"x": FloatDistribution(-9, 9)}))
    optuna.create_study(study_name="empty", **options)


def equal(a, b):
    """Equality in which a number is what it is: not a number is itself, and 1 is neither 1.0 nor True."""
    if isinstance(a, float) and isinstance(b, float):
        return a == b or math.isnan(a) and math.isnan(b)
    if isinstance(a, dict) and isinstance(b, dict):
        return a.keys() == b.keys() and all(equal(a[key], b[key]) for key in a)
    if isinstance(a, (list, tuple)) and isinstance(b, (list, tuple)):
        return len(a) == len(b) and all(map(equal, a, b))
    return type(a) is type(b) and a == b


differences = []


def same(what, a, b):
    if not equal(a, b):
        differences.append(f"{what}: {a!r} is not {b!r}")


def compare(first, second, names, fields):
    count = 0
    for name, other in names:
        a, b = (optuna.load_study(study_name=n, storage=s) for n, s in ((name, first), (other, second)))
        same(f"{name}: directions", a.directions, b.directions)
        same(f"{name}: metric names", a.metric_names, b.metric_names)
        if "distributions" in fields:
            same(f"{name}: user attributes", a.user_attrs, b.user_attrs)
            same(f"{name}: system attributes", *(
                {k: v for k, v in s._storage.get_study_system_attrs(s._study_id).items()} for s in (a, b)))
        same(f"{name}: trials", len(a.trials), len(b.trials))
        for one, two in zip(a.trials, b.trials):
            count += 1
            for field in fields:
                same(f"{name}, trial {one.number}: {field}", getattr(one, field), getattr(two, field))
    print(f"{len(names)} studies, {count} trials, {len(differences)} differences", *differences, sep="\n")
    sys.exit(bool(differences))


common = "number state values datetime_start datetime_complete params user_attrs".split()
if action == "make":
    make(storage(place))
elif action == "compare":
    first, second = storage(place), storage(rest[0])
    names = [text.split("=") for text in rest[1:]]
    if not names:
        names = [(name, name) for name in optuna.get_all_study_names(first)]
        same("names", sorted(optuna.get_all_study_names(first)), sorted(optuna.get_all_study_names(second)))
    compare(first, second, names, common + ["distributions", "system_attrs", "intermediate_values"])
elif action == "table":
    optuna.load_study(study_name=rest[0], storage=storage(place)).trials_dataframe().to_csv(rest[1])
elif action == "results":
    compare(storage(place), storage(rest[0]), [rest[1].split("=")], common[:-1])
elif action == "exported":
    import pandas

    trials = optuna.load_study(study_name=rest[0], storage=storage(place)).trials
    table = pandas.read_csv(rest[1], keep_default_na=False, na_values=[""], float_precision="round_trip")
    objects = json.load(open(rest[2]))
    same("rows", [len(trials)] * 2, [len(table), len(objects)])
    states = {"COMPLETE": "complete", "FAIL": "failed", "PRUNED": "pruned"}
    for trial, (_, row), members in zip(trials, table.iterrows(), objects):
        for values in (row, members):
            def cell(name):
                value = values[name]
                return None if value is None or isinstance(value, float) and math.isnan(value) else value
            same("number", trial.number, int(cell("number")))
            same("state", states[trial.state.name], cell("state"))
            if trial.state == TrialState.COMPLETE:
                same("value", trial.value, float(cell("value")))
            for name in ("lr", "width", "kind"):
                expected, found = trial.params.get(name), cell(name)
                if isinstance(expected, (int, float)) and not isinstance(expected, bool):
                    expected, found = float(expected), float(found)
                same(name, expected, found)
            for name, expected in trial.user_attrs.items():
                if not name.startswith("hpo:"):
                    same(name, expected, str(cell(name)))
    print(f"{len(trials)} trials, {len(differences)} differences", *differences, sep="\n")
    sys.exit(bool(differences))
