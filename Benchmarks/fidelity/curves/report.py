"""The tables: regret, rank and wait of every tuner, and paired comparisons.

| in the text | meaning |
|---|---|
| @n | when as many epochs are over as n trials need that are trained to the end, 52 each, of all workers together |
| regret | (error - optimum) / (median of a random configuration - optimum), cut to [0, 1]; error: that of the incumbent when trained to the end |
| standard error | of the mean over tasks, from its spread over seeds |
| rank | of the mean regret among all tuners of the table, averaged over tasks |
| trials | how many were begun, on average |
| ms an epoch | CPU time of the tuner, everything that it does, for an epoch that is trained |
| p | Wilcoxon's signed-rank test over runs, pairs of task and seed, two-sided: it speaks of these data sets, not of others |

Optimum and median are those of the optimiser benchmark; a record that is better counts as the optimum. A tuner stands in a
table with the seeds for which it has a record of every task of the table.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

import numpy as np
from harness.references import Reference
from harness.report import markdown, p_value, wins, with_error
from scipy.stats import rankdata

from .runs import CHECKPOINTS, Record
from .tasks import Task

Seeds = dict[int, np.ndarray]  # seed: regrets, (tasks, checkpoints)


@dataclass(frozen=True)
class Group:
    """The records of the tasks of one table."""

    title: str
    tasks: list[Task]
    regrets: dict[str, Seeds]  # by optimiser, complete seeds only
    trials: dict[str, float]
    waits: dict[str, float]  # ms

    def means(self, optimiser: str) -> np.ndarray:
        """Regrets averaged over seeds, (tasks, checkpoints)."""
        return np.mean(list(self.regrets[optimiser].values()), axis=0)


def tables(
    records: list[Record], tasks: list[Task], references: dict[str, Reference], against: list[str],
    per_task: bool = False,
) -> str:
    """All tables in Markdown: one a half and number of workers, and the paired comparisons of the given optimisers with all."""
    optima = {task.data: references[task.data].optimum for task in tasks}
    by_name = {task.name: task for task in tasks}
    for record in records:
        if record.task in by_name:
            data = by_name[record.task].data
            optima[data] = min(optima[data], *record.best)
    parts = []
    for title, members in _groups(tasks):
        scales = [(optima[task.data], references[task.data].random) for task in members]
        group = _group(title, members, records, scales)
        if group.regrets:
            parts += [f"#### {title}", _summary(group)]
            parts += [_comparison(group, optimiser) for optimiser in against if optimiser in group.regrets]
            if per_task:
                parts.append(_per_task(group))
    return "\n\n".join(parts)


def _groups(tasks: list[Task]) -> list[tuple[str, list[Task]]]:
    groups: dict[str, list[Task]] = defaultdict(list)
    for half in ("development", "judging"):
        for task in tasks:
            if task.half == half:
                groups[f"{half} half, {task.workers} worker{'s' if task.workers > 1 else ''}"].append(task)
    return [(f"{title}: {len(members)} data sets", members) for title, members in sorted(groups.items())]


def _group(title: str, tasks: list[Task], records: list[Record], scales: list[tuple[float, float]]) -> Group:
    names = [task.name for task in tasks]
    optimum, random = np.array(scales).T[:, :, None]
    found: dict[str, dict[int, dict[str, Record]]] = defaultdict(lambda: defaultdict(dict))
    for record in records:
        if record.task in names:
            found[record.optimiser][record.seed][record.task] = record
    regrets: dict[str, Seeds] = {}
    trials: dict[str, float] = {}
    waits: dict[str, float] = {}
    for optimiser, seeds in found.items():
        complete = {seed: by_task for seed, by_task in sorted(seeds.items()) if len(by_task) == len(names)}
        if not complete:
            continue
        regrets[optimiser] = {
            seed: np.clip((np.array([by_task[name].best for name in names]) - optimum) / (random - optimum), 0, 1)
            for seed, by_task in complete.items()
        }
        whole = [record for by_task in complete.values() for record in by_task.values()]
        trials[optimiser] = float(np.mean([record.trials for record in whole]))
        waits[optimiser] = float(np.mean([record.ms for record in whole]))
    return Group(title, tasks, regrets, trials, waits)


def _summary(group: Group) -> str:
    means = {optimiser: group.means(optimiser) for optimiser in group.regrets}
    ranks = rankdata(np.array(list(means.values())).round(12), axis=0).mean(axis=1)  # (optimisers, checkpoints)
    rank_of = dict(zip(means, ranks))
    rows = []
    for optimiser in sorted(means, key=lambda name: means[name][:, -1].mean()):
        by_seed = np.array([regrets.mean(axis=0) for regrets in group.regrets[optimiser].values()])
        cells = [optimiser, str(len(by_seed)), *(with_error(column) for column in by_seed.T)]
        cells += [f"{rank:.2f}" for rank in rank_of[optimiser]]
        rows.append([*cells, f"{group.trials[optimiser]:.0f}", f"{group.waits[optimiser]:.3g}"])
    columns = [f"{kind}@{n}" for kind in ("regret", "rank") for n in CHECKPOINTS]
    return markdown(["optimiser", "seeds", *columns, "trials", "ms an epoch"], rows)


def _comparison(group: Group, optimiser: str) -> str:
    rows = []
    for other in sorted(group.regrets, key=lambda name: group.means(name)[:, -1].mean()):
        mine, theirs = group.regrets[optimiser], group.regrets[other]
        common = sorted(mine.keys() & theirs.keys())
        if other == optimiser or not common:
            continue
        differences = np.concatenate([mine[seed] - theirs[seed] for seed in common])  # (runs, checkpoints)
        cells = [other, str(len(common))]
        for difference in differences.T:
            cells += [f"{difference.mean():+.4f}", wins(difference), f"{p_value(difference):.2g}"]
        rows.append(cells)
    head = [f"{optimiser} against", "seeds"]
    for n in CHECKPOINTS:
        head += [f"difference@{n}", "better : worse", "p"]
    return markdown(head, rows)


def _per_task(group: Group) -> str:
    optimisers = sorted(group.regrets, key=lambda name: group.means(name)[:, -1].mean())
    means = np.array([group.means(optimiser)[:, -1] for optimiser in optimisers])
    rows = [[task.data, *(f"{1e3 * x:.1f}" for x in means[:, i])] for i, task in enumerate(group.tasks)]
    return markdown([f"1000 x regret@{CHECKPOINTS[-1]}", *optimisers], rows)
