"""Compares what optuna-dashboard serves with what Optuna reads. usage: dashboard_check.py FILE STUDY...

A line for each study with what its trials have, and status 1 with what differs."""

import json
import sys
import warnings
from wsgiref.util import setup_testing_defaults

import optuna
import optuna_dashboard

warnings.simplefilter("ignore")
optuna.logging.set_verbosity(optuna.logging.ERROR)
storage = optuna.storages.RDBStorage(f"sqlite:///{sys.argv[1]}")
application = optuna_dashboard.wsgi(storage)


def get(path, query=""):
    """What the dashboard answers its page in the browser."""
    environment = {"PATH_INFO": path, "QUERY_STRING": query}
    setup_testing_defaults(environment)
    status = []
    body = b"".join(application(environment, lambda line, headers, error=None: status.append(line)))
    assert status == ["200 OK"], (path, status, body[:200])
    return json.loads(body)


def compare(name, ours, theirs):
    assert repr(ours) == repr(theirs), f"{name}: {theirs} is served as {ours}"


ids = {summary["study_name"]: summary["study_id"] for summary in get("/api/studies")["study_summaries"]}
for name in sys.argv[2:]:
    study = optuna.load_study(study_name=name, storage=storage)
    page = get(f"/api/studies/{ids[name]}", "after=0")
    compare("directions", page["directions"], [direction.name.lower() for direction in study.directions])
    compare("curves", page["has_intermediate_values"], any(trial.intermediate_values for trial in study.trials))
    if len(study.directions) > 1 and not any(trial.constraints for trial in study.trials):
        compare("front", sorted(t["number"] for t in page["best_trials"]), sorted(t.number for t in study.best_trials))
    for served, trial in zip(page["trials"], study.trials, strict=True):
        place = f"trial {trial.number} of {name}"
        compare(place, served["number"], trial.number)
        compare(f"state of {place}", served["state"].upper(), trial.state.name)
        compare(f"values of {place}", [float(each) for each in served.get("values") or []], trial.values or [])
        curve = {each["step"]: float(each["value"]) for each in served["intermediate_values"]}
        compare(f"curve of {place}", curve, trial.intermediate_values)
        parameters = {each["name"]: each["param_external_value"] for each in served["params"]}
        compare(f"parameters of {place}", parameters, {key: str(each) for key, each in trial.params.items()})
        compare(f"constraints of {place}", served["constraints"], list(trial.constraints.values()))
    states = sorted({trial.state.name for trial in study.trials})
    curves = sum(bool(trial.intermediate_values) for trial in study.trials)
    feasible = sum(all(each <= 0 for each in trial.constraints.values()) for trial in study.trials)
    print(f"{name}: {len(study.trials)} trials, {' '.join(states)}, {curves} curves, {feasible} feasible")
