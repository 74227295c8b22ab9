#!/usr/bin/env python3
"""Writes pruners.json beside itself: at which step Optuna's pruners end trials.

Each case is a pruner, a direction, the values that trials would report at steps 1, 2, ... if nobody ended them, and for each
trial the step that it was ended at, null where it came to its end. Trials run one after the other.
"""
import json
import os
import warnings

import numpy as np
import optuna
from optuna.pruners import (
    MedianPruner,
    PatientPruner,
    PercentilePruner,
    SuccessiveHalvingPruner,
    ThresholdPruner,
    WilcoxonPruner,
)

HERE = os.path.dirname(os.path.abspath(__file__))
warnings.simplefilter("ignore")
optuna.logging.set_verbosity(optuna.logging.ERROR)
rng = np.random.default_rng(5)


def curves(trials, steps, noise, nans=False):
    """Falling curves that cross: start, limit and speed are drawn."""
    result = []
    for _ in range(trials):
        start, limit, speed = rng.uniform(1, 2), rng.uniform(0, 1), rng.uniform(0.05, 1)
        values = limit + (start - limit) * np.exp(-speed * np.arange(steps)) + noise * rng.normal(size=steps)
        if nans and rng.random() < 0.2:
            values[rng.integers(steps):] = np.nan
        result.append([None if np.isnan(v) else round(float(v), 6) for v in values])
    return result


def folds(trials, steps):
    """Values a fold: hard and easy folds, and better and worse trials."""
    hardness = rng.normal(size=steps)
    return [
        [round(float(v), 6) for v in hardness + rng.normal(0, 1) + 0.5 * rng.normal(size=steps)] for _ in range(trials)
    ]


def ended(pruner, direction, values):
    study = optuna.create_study(direction=direction, pruner=pruner)
    result = []
    for curve in values:
        trial = study.ask()
        step = None
        for number, value in enumerate(curve, 1):
            trial.report(float("nan") if value is None else value, number)
            if trial.should_prune():
                step = number
                break
        if step is None:
            last = curve[-1]
            # A trial that ends in NaN has failed.
            if last is None:
                study.tell(trial, state=optuna.trial.TrialState.FAIL)
            else:
                study.tell(trial, float(np.mean(curve)) if isinstance(pruner, WilcoxonPruner) else last)
        else:
            study.tell(trial, state=optuna.trial.TrialState.PRUNED)
        result.append(step)
    return result


cases = []


def case(text, pruner, values):
    for direction in ["minimize", "maximize"]:
        sign = 1 if direction == "minimize" else -1
        signed = [[None if v is None else sign * v for v in curve] for curve in values]
        cases.append(dict(pruner=text, direction=direction, values=signed, ended=ended(pruner, direction, signed)))


many = curves(40, 30, 0.05)
broken = curves(40, 20, 0.1, nans=True)
case("asha(mode: \"stop\")", SuccessiveHalvingPruner(min_resource=1, reduction_factor=3), many)
case("asha(from: 2, factor: 2, mode: \"stop\")", SuccessiveHalvingPruner(min_resource=2, reduction_factor=2), many)
case("asha(factor: 4, mode: \"stop\")", SuccessiveHalvingPruner(min_resource=1, reduction_factor=4), many)
case("median()", MedianPruner(5, 0), many)
case("median(after: 4, startup: 3)", MedianPruner(3, 4), many)
case("median()", MedianPruner(5, 0), broken)
case("percentile(25, after: 2)", PercentilePruner(25.0, 5, 2), many)
case("percentile(80)", PercentilePruner(80.0, 5, 0), many)
case("patient(patience: 3)", PatientPruner(None, 2), many)
case("patient(median(), patience: 3)", PatientPruner(MedianPruner(5, 0), 2), many)
case("wilcoxon()", WilcoxonPruner(), folds(40, 20))
case("wilcoxon(p: 0.3, startup: 4)", WilcoxonPruner(p_threshold=0.3, n_startup_steps=4), folds(40, 12))
for text, pruner in [
    ("threshold(upper: 1.5)", ThresholdPruner(upper=1.5)),
    ("threshold(lower: 0.2, upper: 1.9, after: 3)", ThresholdPruner(lower=0.2, upper=1.9, n_warmup_steps=3)),
]:
    cases.append(dict(pruner=text, direction="minimize", values=broken, ended=ended(pruner, "minimize", broken)))

with open(os.path.join(HERE, "pruners.json"), "w") as file:
    json.dump(dict(optuna=optuna.__version__, cases=cases), file)
    file.write("\n")
for c in cases:
    stopped = [s for s in c["ended"] if s is not None]
    print(c["pruner"], c["direction"], len(stopped), "of", len(c["ended"]), "ended")
