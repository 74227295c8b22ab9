"""Pairs of YAHPO Gym's surrogates: the error in per cent against the seconds of training (lcbench) or the memory of a tree.

Spaces, data sets and halves are those of the optimiser benchmark, of which the first six of each surrogate are taken.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import islice

from harness.families.yahpo import FOLDER, LCBENCH, RPART, Outputs, instances

from ..tasks import Evaluation, Goal, Outcome, Task

COUNT = 6
PRICES = ((LCBENCH, 0), (RPART, 8))  # of a surrogate's outputs: the time in lcbench, the memory in rbv2_rpart


def tasks() -> Iterator[Task]:
    try:
        import onnxruntime  # noqa: F401
    except ImportError:
        return
    for scenario, price in PRICES:
        if not (FOLDER / scenario.name).is_dir():
            continue
        for name, half, space, outputs in islice(instances(scenario), COUNT):

            def make(
                outputs: Callable[[], Outputs] = outputs, scenario=scenario, price: int = price
            ) -> Evaluation:
                answer = outputs()

                def evaluation(configuration) -> Outcome:
                    found = answer(configuration)
                    return Outcome([100 * (1 - float(found[scenario.output]) / scenario.percent), float(found[price])])

                return evaluation

            yield Task(f"{name}-pair", scenario.name, half, Goal(objectives=2), space, make)
