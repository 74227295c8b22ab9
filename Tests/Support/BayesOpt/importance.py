#!/usr/bin/env python3
"""Writes importance.json beside itself: the importances of parameters by Optuna, and the trees of its functional ANOVA by
scikit-learn.

"ped": studies with what PedAnovaImportanceEvaluator makes of them. A parameter that depends on the first one has a
domain for each of its choices, null where it is inactive.
"trees": points of the unit cube, their values, and the variances of the marginals of a single tree of little depth.
"forests": studies with means and deviations over ten seeds of what FanovaImportanceEvaluator makes of them.
"""
import json
import os
import warnings

import numpy as np
import optuna
from optuna.distributions import CategoricalDistribution, FloatDistribution, IntDistribution
from optuna.importance import FanovaImportanceEvaluator, PedAnovaImportanceEvaluator, get_param_importances
from optuna.importance._fanova._tree import _FanovaTree
from optuna.trial import TrialState, create_trial
from sklearn.tree import DecisionTreeRegressor

HERE = os.path.dirname(os.path.abspath(__file__))
warnings.simplefilter("ignore")
optuna.logging.set_verbosity(optuna.logging.ERROR)
rng = np.random.default_rng(11)


def real(low, high, log=False, step=None):
    return dict(kind="real", low=low, high=high, log=log, step=step)


def integer(low, high, log=False, step=1):
    return dict(kind="integer", low=low, high=high, log=log, step=step)


def choice(count):
    return dict(kind="choice", count=count)


def distribution(domain):
    if domain["kind"] == "choice":
        return CategoricalDistribution(list(range(domain["count"])))
    kind = FloatDistribution if domain["kind"] == "real" else IntDistribution
    return kind(domain["low"], domain["high"], log=domain["log"], step=domain["step"])


def draw(domain):
    """A value of a domain, reals with few digits."""
    if domain["kind"] == "choice":
        return int(rng.integers(domain["count"]))
    low, high, step = domain["low"], domain["high"], domain["step"]
    if domain["log"]:
        x = float(np.exp(rng.uniform(np.log(low), np.log(high))))
        return int(round(x)) if domain["kind"] == "integer" else min(max(float(f"{x:.4g}"), low), high)
    if step is not None:
        index = int(rng.integers(round((high - low) / step) + 1))
        return low + index * step if domain["kind"] == "integer" else round(low + index * step, 10)
    return min(max(float(f"{rng.uniform(low, high):.4g}"), low), high)


def unit(domain, value):
    """Where a value is in its domain, from 0 to 1."""
    if domain["kind"] == "choice":
        return value / max(domain["count"] - 1, 1)
    low, high = domain["low"], domain["high"]
    if high == low:
        return .5
    return np.log(value / low) / np.log(high / low) if domain["log"] else (value - low) / (high - low)


def context(parameter, trial):
    """The domain of a parameter in a trial whose first value is known."""
    return parameter["by"][trial[0]] if "by" in parameter else parameter["domain"]


def study_of(parameters, trials, maximize):
    study = optuna.create_study(direction="maximize" if maximize else "minimize")
    for configuration, state, value in trials:
        domains = [context(p, configuration) for p in parameters]
        active = [i for i, x in enumerate(configuration) if x is not None]
        study.add_trial(create_trial(
            state=TrialState[state], value=value,
            params={parameters[i]["name"]: configuration[i] for i in active},
            distributions={parameters[i]["name"]: distribution(domains[i]) for i in active}))
    return study


def sample(parameters, count, value):
    trials = []
    for _ in range(count):
        configuration = []
        for parameter in parameters:
            domain = context(parameter, configuration)
            configuration.append(None if domain is None else draw(domain))
        units = [None if x is None else unit(context(p, configuration), x) for p, x in zip(parameters, configuration)]
        trials.append([configuration, "COMPLETE", float(f"{value(units):.5g}")])
    return trials


def named(domains):
    return [dict(name=f"x{i}", domain=domain) for i, domain in enumerate(domains)]


def weighted(units):
    """The first parameters matter most, and their best place is not at an end."""
    return sum((u - .3) ** 2 / 2 ** i for i, u in enumerate(units) if u is not None)


def ped(name, parameters, trials, maximize=False, quantile=.1, region=1.0):
    study = study_of(parameters, trials, maximize)
    evaluator = PedAnovaImportanceEvaluator(target_quantile=quantile, region_quantile=region)
    shares = get_param_importances(study, evaluator=evaluator)
    raw = get_param_importances(study, evaluator=evaluator, normalize=False)
    return dict(name=name, parameters=parameters, trials=trials, maximize=maximize, quantile=quantile, region=region,
                shares=shares, total=sum(raw.values()))


def ped_cases():
    reals = named([real(0, 1), real(-3, 5), real(1e-3, 2.5)])
    logs = named([real(1e-5, 1, log=True), real(.5, 700, log=True), integer(1, 100, log=True),
                  integer(10, 1000, log=True), integer(1, 1024, log=True), integer(3, 5, log=True)])
    integers = named([integer(0, 3), integer(0, 100), integer(-20, 29), integer(8, 256, step=8), integer(0, 1000, step=3)])
    steps = named([real(0, 1, step=.1), real(-1, 1, step=.05), real(0, 10, step=.03), real(.25, 1.75, step=.5)])
    choices = named([choice(2), choice(5), choice(12), choice(1)])
    mixed = named([real(1e-4, 1, log=True), choice(3), integer(1, 8), real(0, .5, step=.05), integer(16, 512, log=True),
                   real(-2, 2), choice(2), real(3, 3), integer(4, 4)])
    yield ped("reals", reals, sample(reals, 60, weighted))
    yield ped("logarithmic ranges", logs, sample(logs, 150, weighted))
    yield ped("integers", integers, sample(integers, 150, weighted))
    yield ped("steps", steps, sample(steps, 120, weighted))
    yield ped("choices", choices, sample(choices, 90, weighted))
    few = sample(mixed, 35, weighted)
    yield ped("mixed", mixed, few)
    yield ped("maximized", mixed, few, maximize=True)
    many = sample(mixed, 300, weighted)
    yield ped("quantiles", mixed, many, quantile=.25, region=.6)
    yield ped("a hundredth", mixed, many, maximize=True, quantile=.01, region=.5)

    # Trials with other ends, and values that are equal: the quantile takes all of a kind.
    rounded = [[c, s, round(v, 1)] for c, s, v in sample(mixed, 80, weighted)]
    for i, state in enumerate(["FAIL", "PRUNED", "RUNNING", "WAITING", "PRUNED"]):
        rounded[7 * i][1] = state
        rounded[7 * i][2] = -9.0 if state == "PRUNED" else None
    yield ped("other states, equal values", mixed, rounded)
    infinite = sample(mixed, 40, weighted)
    for i, value in enumerate([float("inf"), float("-inf"), 1e308, -1e308, float("inf")]):
        infinite[5 * i][2] = value
    yield ped("infinities", mixed, infinite)
    yield ped("infinities, maximized", mixed, infinite, maximize=True)

    conditional = [dict(name="kind", domain=choice(3)), dict(name="always", domain=real(0, 1)),
                   dict(name="sometimes", by=[real(0, 1), None, real(0, 1)]),
                   dict(name="rarely", by=[None, integer(1, 9), None]),
                   dict(name="changing", by=[integer(1, 4), integer(5, 30), real(.1, 10, log=True)]),
                   dict(name="fixed", by=[real(2, 2), real(0, 1), None]), dict(name="never", by=[None, None, None])]
    several = sample(conditional, 200, lambda u: weighted(u) + (u[2] or 0) ** 2 + 2 * (u[3] or 0))
    yield ped("conditions", conditional, several)
    yield ped("conditions, maximized, quantiles", conditional, several, maximize=True, quantile=.2, region=.7)
    lonely = [dict(name="kind", domain=choice(4)), dict(name="once", by=[real(0, 1), real(0, 1), real(0, 2), None])]
    once = sample(lonely, 20, weighted)
    once = [t for t in once if t[0][0] != 2] + [[[2, 1.5], "COMPLETE", .001]]
    yield ped("a regime of one trial", lonely, once)
    unseen = [[[0, .5, None, None, 1, 2.0, None], "COMPLETE", float("inf")], [[1, .25, None, 3, 7, .5, None], "COMPLETE", 1.0],
              [[1, .5, None, 4, 8, .75, None], "COMPLETE", 2.0]]
    yield ped("an infinite trial alone", conditional, unseen)

    yield ped("no trial", reals, [])
    yield ped("none complete", reals, [[c, "FAIL", None] for c, _, _ in sample(reals, 5, weighted)])
    yield ped("one trial", mixed, sample(mixed, 1, weighted))
    yield ped("two trials", mixed, sample(mixed, 2, weighted))
    yield ped("three trials", mixed, sample(mixed, 3, weighted))
    yield ped("all values equal", mixed, sample(mixed, 30, lambda _: 0.5))
    yield ped("all configurations equal", mixed, [[few[0][0], "COMPLETE", float(i)] for i in range(20)])
    wide = named([[real(0, 1), integer(1, 9), choice(3), real(1, 100, log=True)][i % 4] for i in range(200)])
    yield ped("200 parameters", wide, sample(wide, 50, weighted))


def tree_cases():
    for axes, count, depth in [(1, 40, 3), (2, 80, 3), (3, 160, 4), (5, 200, 4)]:
        while True:
            # Single precision, which is scikit-learn's, holds these exactly.
            points = rng.permuted(np.tile(np.arange(1024), (axes, 1)), axis=1).T[:count] / 1024
            values = np.sin(6 * points[:, 0]) + points.prod(axis=1) + points[:, -1] ** 2 + rng.normal(0, .05, count)
            trees = [DecisionTreeRegressor(max_depth=depth, random_state=seed).fit(points, values).tree_ for seed in range(9)]
            # A case in which nothing is left to chance: in small nodes several axes may be as good as each other.
            if all(np.array_equal(t.threshold, trees[0].threshold) for t in trees):
                break
        tree = _FanovaTree(trees[0], np.array([[0.0, 1.0]] * axes))
        yield dict(depth=depth, points=points.tolist(), values=values.tolist(), variance=tree.variance,
                   alone=[tree.get_marginal_variance(np.array([a])) for a in range(axes)],
                   both=[[a, b, tree.get_marginal_variance(np.array([a, b]))] for a in range(axes) for b in range(a)])


def forest(name, parameters, trials):
    study = study_of(parameters, trials, False)
    names = [p["name"] for p in parameters]
    runs, deviations = [], []
    for seed in range(10):
        evaluator = FanovaImportanceEvaluator(seed=seed)
        shares = evaluator.evaluate(study)
        runs.append([shares[n] for n in names])
        deviations.append([evaluator._evaluator.get_importance(i)[1] for i in range(len(names))])
    return dict(name=name, parameters=parameters, trials=trials, mean=np.mean(runs, 0).tolist(), spread=np.std(runs, 0).tolist(),
                deviation=np.mean(deviations, 0).tolist())


def forest_cases():
    cube = named([real(-1, 1), real(0, 4), real(10, 20), real(0, 1), real(0, 1)])
    yield forest("sum", cube, sample(cube, 200, lambda u: 4 * u[0] + 2 * u[1] + u[2] + u[3] / 2))
    yield forest("product", cube, sample(cube, 200, lambda u: (u[0] - .5) * (u[1] - .5) + .1 * u[2]))
    yield forest("bowl", cube, sample(cube, 150, weighted))
    square = named([real(0, 1), real(0, 1)])
    yield forest("two", square, sample(square, 60, lambda u: np.sin(7 * u[0]) * (1 + u[1])))
    mixed = named([real(0, 1), integer(0, 20), choice(2), integer(1, 6), choice(4)])
    yield forest("mixed", mixed, sample(mixed, 200, lambda u: 3 * u[0] + 1.5 * (u[1] - .4) ** 2 + u[2] + .2 * u[3] + .02 * u[4]))


if __name__ == "__main__":
    rows = [f'"{key}": [\n' + ",\n".join(json.dumps(case, separators=(",", ":")) for case in cases) + "\n]"
            for key, cases in [("ped", ped_cases()), ("trees", tree_cases()), ("forests", forest_cases())]]
    with open(os.path.join(HERE, "importance.json"), "w") as file:
        file.write("{" + ",\n".join(rows) + "}\n")
