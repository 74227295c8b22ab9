"""The wait for a suggestion: one run on a space of five mixed axes, each ask with its tell in CPU time.

The space has two logarithmic reals, a logarithmic integer and two reals; the objective is smooth with a little noise.
The wait after n trials is the median over the trials from n to n + 8.
"""

from __future__ import annotations

import math
import time

import numpy as np

from .report import markdown
from .runs import Optimiser, start
from .space import Configuration, integer, real

SPACE = (
    real("lr", 1e-5, 1, log=True), real("decay", 1e-8, 0.1, log=True), real("momentum", 0, 0.99),
    integer("units", 8, 512, log=True), real("dropout", 0, 0.8),
)
COUNTS = (10, 50, 100, 200, 500, 1000)
WINDOW = 9


def table(optimisers: list[Optimiser], trials: int, seconds: float) -> str:
    """Median milliseconds of a trial after n others, as far as each optimiser comes in the time."""
    counts = [count for count in COUNTS if count <= trials]
    rows = []
    for optimiser in optimisers:
        waits = _waits(optimiser, counts[-1] + WINDOW, seconds)
        cells = []
        for count in counts:
            window = waits[count : count + WINDOW]
            cells.append(f"{1e3 * np.median(window):.3g}" if len(window) == WINDOW else "—")
        rows.append([optimiser.name, *cells])
    return markdown(["ms a trial after", *map(str, counts)], rows)


def _waits(optimiser: Optimiser, trials: int, seconds: float) -> list[float]:
    run, cpu_seconds = start(optimiser, SPACE, 0, trials, is_noisy=True)
    noise = np.random.RandomState(0).randn(trials)
    waits: list[float] = []
    begin = time.perf_counter()
    while len(waits) < trials and time.perf_counter() - begin < seconds:
        before = cpu_seconds()
        configuration = run.ask()
        run.tell(configuration, _loss(configuration) + 0.02 * float(noise[len(waits)]))
        waits.append(cpu_seconds() - before)
    return waits


def _loss(x: Configuration) -> float:
    """A bowl around plausible settings, each axis on its own scale; above 0 with all noise, which `gamma` needs."""
    return (
        1 + 0.1 * (math.log10(x["lr"]) + 2.7) ** 2 + 0.03 * (math.log10(x["decay"]) + 4) ** 2
        + (x["momentum"] - 0.9) ** 2 + 0.02 * (math.log2(x["units"]) - 7) ** 2 + (x["dropout"] - 0.2) ** 2
    )
