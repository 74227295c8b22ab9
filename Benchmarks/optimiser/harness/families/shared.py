"""The 21 tasks of the project's shared harness, where it lies beside the checkout: a development set as a whole.

bbob functions of another instance, mixed spaces, noisy toys and models of scikit-learn tuned by cross-validation.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Iterator
from functools import cache
from typing import Any

from ..space import Parameter, choice, integer, real
from ..tasks import SHARED, Task

FILE = SHARED / "bench" / "hpo_bench.py"
KINDS = {"cont": "real", "ml": "learning"}


def tasks() -> Iterator[Task]:
    if not FILE.exists():
        return
    for task in _module().build_tasks():
        space = tuple(_axis(entry) for entry in task.space)
        kind = KINDS.get(task.kind, task.kind)

        def make(function=task.fn):
            return function

        yield Task(task.name, "shared", "development", kind, space, make, task.noise, task.fopt)


@cache
def _module():
    specification = importlib.util.spec_from_file_location("hpo_bench", FILE)
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    return module


def _axis(entry: dict[str, Any]) -> Parameter:
    if entry["type"] == "cat":
        return choice(entry["name"], *entry["choices"])
    make = integer if entry["type"] == "int" else real
    return make(entry["name"], entry["low"], entry["high"], entry.get("log", False), entry.get("step"))
