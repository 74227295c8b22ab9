"""YAHPO Gym's surrogates (Pfisterer et al. 2022): lcbench, real networks' accuracies, and rbv2_rpart, decision trees'.

Each model answers for all data sets (OpenML tasks). The fidelities are fixed at their highest: 52 epochs; the whole
training set, and the average of all ten repetitions. The input order is that of the release that the models were
exported for (February 2022): the data set is the first of the integer-coded inputs.

What is minimised is the error in per cent: of validation in lcbench, of resampling in rbv2_rpart, as in YAHPO's own
single-objective suite. Of the data sets in numerical order every third (lcbench) and every eleventh (rbv2_rpart) is
taken, ten of each, and the rule of the halves holds for the whole order: even positions are for development.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, partial
from typing import Any

import numpy as np

from ..space import Configuration, Parameter, Space, choice, integer, real
from ..tasks import SHARED, Objective, Task, half_of

FOLDER = SHARED / "data" / "hpo-benchmarks" / "yahpo"
COUNT = 10
Outputs = Callable[[Configuration], np.ndarray]  # all that the surrogate tells of a configuration


@dataclass(frozen=True)
class Scenario:
    """One surrogate: the order of its inputs and which output is asked for."""

    name: str
    instances: str  # the input that names the data set
    numbers: tuple[str, ...]
    categories: tuple[str, ...]
    fidelity: dict[str, float]
    output: int
    percent: float  # what accuracy 1 is in the output
    stride: int


LCBENCH = Scenario(
    name="lcbench", instances="OpenML_task_id",
    numbers=(
        "epoch", "batch_size", "learning_rate", "momentum", "weight_decay", "num_layers", "max_units", "max_dropout",
    ),
    categories=("OpenML_task_id",), fidelity={"epoch": 52}, output=1, percent=100, stride=3,
)
RPART = Scenario(
    name="rbv2_rpart", instances="task_id",
    numbers=("cp", "maxdepth", "minbucket", "minsplit", "trainsize", "repl"),
    categories=("task_id", "num.impute.selected.cpo"), fidelity={"trainsize": 1, "repl": 10}, output=0, percent=1,
    stride=11,
)


def tasks() -> Iterator[Task]:
    try:
        import onnxruntime  # noqa: F401
    except ImportError:
        return
    for scenario in (LCBENCH, RPART):
        if (FOLDER / scenario.name).is_dir():
            yield from _tasks_of(scenario)


def _tasks_of(scenario: Scenario) -> Iterator[Task]:
    for name, half, space, outputs in instances(scenario):

        def make(outputs: Callable[[], Outputs] = outputs) -> Objective:
            answer = outputs()
            return lambda configuration: 100 * (1 - float(answer(configuration)[scenario.output]) / scenario.percent)

        yield Task(name, scenario.name, half, "learning", space, make)


def instances(scenario: Scenario) -> Iterator[tuple[str, str, Space, Callable[[], Outputs]]]:
    """Name, half, space and how to begin asking of every data set that is taken."""
    entries = json.loads((FOLDER / scenario.name / "config_space.json").read_text())["hyperparameters"]
    by_name = {entry["name"]: entry for entry in entries}
    order = sorted(by_name[scenario.instances]["choices"], key=int)
    space = tuple(
        _axis(by_name[name]) for name in (*scenario.numbers, *scenario.categories)
        if name not in scenario.fidelity and name != scenario.instances
    )
    for position in range(0, scenario.stride * COUNT, scenario.stride):
        instance = order[position]
        yield f"{scenario.name}-{instance}", half_of(position), space, partial(_outputs, scenario, instance)


def _axis(entry: dict[str, Any]) -> Parameter:
    if entry["type"] == "categorical":
        return choice(entry["name"], *entry["choices"])
    if entry["type"] == "uniform_int":
        return integer(entry["name"], entry["lower"], entry["upper"], log=entry["log"])
    return real(entry["name"], entry["lower"], entry["upper"], log=entry["log"])


@cache
def _session(name: str):
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    return onnxruntime.InferenceSession(str(FOLDER / name / "model.onnx"), options)


def _outputs(scenario: Scenario, instance: str) -> Outputs:
    answer = answers(scenario, instance)
    return lambda configuration: answer([{**configuration, **scenario.fidelity}])[0]


def answers(scenario: Scenario, instance: str) -> Callable[[list[Configuration]], np.ndarray]:
    """What the surrogate tells of configurations of a data set, each with its fidelities: a row each."""
    codes = json.loads((FOLDER / scenario.name / "encoding.json").read_text())
    session = _session(scenario.name)

    def rows(configurations: list[Configuration]) -> np.ndarray:
        asked = [{**configuration, scenario.instances: instance} for configuration in configurations]
        numbers = np.array([[values[name] for name in scenario.numbers] for values in asked], dtype=np.float32)
        categories = [[codes[name][values[name]] for name in scenario.categories] for values in asked]
        return session.run(None, {"x_cat": np.array(categories, dtype=np.int32), "x_cont": numbers})[0]

    return rows
