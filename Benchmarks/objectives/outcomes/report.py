"""The tables: what was reached, rank and wait of every optimiser, and paired comparisons.

| in the text | meaning |
|---|---|
| hypervolume | of a run, as a share of that of the reference's front, at most 1; below a point a tenth beyond nadir |
| regret | (best feasible value - optimum) / (median of a feasible random point - optimum), cut to [0, 1]; 1 without a feasible trial |
| without | share of runs without a feasible trial |
| standard error | of the mean over tasks, from its spread over seeds |
| ms a trial | CPU time of the optimiser, asking and telling, trials 11 to 100 |
| rank | of the mean among all optimisers of the table, averaged over tasks |
| p | Wilcoxon's signed-rank test over tasks, two-sided, on means over the seeds in common |

An optimiser stands in a table with the seeds for which it has a record of every task of the table.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

import numpy as np
from harness.report import markdown, p_value, wins, with_error
from scipy.stats import rankdata

from .references import Reference
from .runs import CHECKPOINTS, Record
from .tasks import Task

NONE = "—"
Seeds = dict[int, np.ndarray]  # seed: (tasks, checkpoints)


@dataclass(frozen=True)
class Group:
    """The records of the tasks of one table, as losses: shares of the hypervolume that are missing, or regrets."""

    title: str
    tasks: list[Task]
    losses: dict[str, Seeds]  # by optimiser, complete seeds only
    misses: dict[str, np.ndarray]  # share of runs without a feasible trial, at the checkpoints
    waits: dict[str, float]  # ms

    @property
    def has_fronts(self) -> bool:
        return self.tasks[0].has_front

    def means(self, optimiser: str, seeds: set[int] | None = None) -> np.ndarray:
        """Losses averaged over seeds, (tasks, checkpoints)."""
        losses = self.losses[optimiser]
        return np.mean([losses[seed] for seed in (losses if seeds is None else seeds)], axis=0)


def tables(
    records: list[Record], tasks: list[Task], references: dict[str, Reference], against: list[str],
    per_task: bool = False,
) -> str:
    """All tables in Markdown: one a family and half, and the paired comparisons of the given optimisers with all."""
    parts = []
    for title, members in _groups([task for task in tasks if task.name in references]):
        group = _group(title, members, records, references)
        if group.losses:
            parts += [f"#### {title}", _summary(group)]
            parts += [_comparison(group, optimiser) for optimiser in against if optimiser in group.losses]
            if per_task:
                parts.append(_per_task(group))
    return "\n\n".join(parts)


def _groups(tasks: list[Task]) -> list[tuple[str, list[Task]]]:
    """All pairs; family by family; and by the number of parameters where a family has tasks of several."""
    groups: dict[str, list[Task]] = defaultdict(list)
    for half in ("development", "judging"):
        members = [task for task in tasks if task.half == half]
        groups[f"all pairs of objectives, {half} half"] = [task for task in members if task.has_front]
        for task in members:
            groups[f"{task.family}, {half} half"].append(task)
        for task in members:
            if len({len(other.space) for other in members if other.family == task.family}) > 1:
                groups[f"{task.family} in {len(task.space)}-D, {half} half"].append(task)
    return [(f"{title}: {len(members)} tasks", members) for title, members in groups.items() if members]


def _group(title: str, tasks: list[Task], records: list[Record], references: dict[str, Reference]) -> Group:
    names = [task.name for task in tasks]
    found: dict[str, dict[int, dict[str, Record]]] = defaultdict(lambda: defaultdict(dict))
    for record in records:
        if record.task in names:
            found[record.optimiser][record.seed][record.task] = record
    losses: dict[str, Seeds] = {}
    misses: dict[str, np.ndarray] = {}
    waits: dict[str, float] = {}
    for optimiser, seeds in found.items():
        complete = {seed: by_task for seed, by_task in sorted(seeds.items()) if len(by_task) == len(names)}
        if not complete:
            continue
        losses[optimiser] = {
            seed: np.array([_loss(task, by_task[task.name], references[task.name]) for task in tasks])
            for seed, by_task in complete.items()
        }
        whole = [record for by_task in complete.values() for record in by_task.values()]
        misses[optimiser] = np.mean([np.isinf(record.best) for record in whole], axis=0)
        waits[optimiser] = float(np.mean([record.ms for record in whole]))
    return Group(title, tasks, losses, misses, waits)


def _loss(task: Task, record: Record, reference: Reference) -> np.ndarray:
    reached = np.array(record.best)
    return np.clip(1 - reached / reference.worth if task.has_front else reference.scaled(reached), 0, 1)


def _summary(group: Group) -> str:
    means = {optimiser: group.means(optimiser) for optimiser in group.losses}
    ranks = [_ranks({optimiser: mean[:, i] for optimiser, mean in means.items()}) for i in range(len(CHECKPOINTS))]
    rows = []
    for optimiser in sorted(means, key=lambda name: _order(means[name])):
        by_seed = np.array([losses.mean(axis=0) for losses in group.losses[optimiser].values()])
        shown = 1 - by_seed if group.has_fronts else by_seed
        columns = [[with_error(column) for column in shown.T]]
        if not group.has_fronts:
            columns.append([f"{100 * share:.0f} %" for share in group.misses[optimiser]])
        columns.append([f"{rank.get(optimiser, 0):.2f}" for rank in ranks])
        came = ~np.isnan(by_seed).any(axis=0)
        cells = [text if came[i] else NONE for column in columns for i, text in enumerate(column)]
        rows.append([optimiser, str(len(by_seed)), *cells, f"{group.waits[optimiser]:.3g}"])
    kinds = ["hypervolume", "rank"] if group.has_fronts else ["regret", "without", "rank"]
    return markdown(["optimiser", "seeds", *(f"{kind}@{n}" for kind in kinds for n in CHECKPOINTS), "ms a trial"], rows)


def _ranks(means: dict[str, np.ndarray]) -> dict[str, float]:
    """Mean ranks of those that came so far."""
    came = {optimiser: mean for optimiser, mean in means.items() if not np.isnan(mean).any()}
    return dict(zip(came, rankdata(np.array(list(came.values())).round(12), axis=0).mean(axis=1))) if came else {}


def _order(mean: np.ndarray) -> float:
    """What comes first in a table: those with the least loss after 50 trials, where all came."""
    return float(mean[:, 0].mean())


def _comparison(group: Group, optimiser: str) -> str:
    rows = []
    for other in sorted(group.losses):
        common = group.losses[optimiser].keys() & group.losses[other].keys()
        if other == optimiser or not common:
            continue
        difference = group.means(optimiser, common) - group.means(other, common)
        cells = [other, str(len(common))]
        for i in range(len(CHECKPOINTS)):
            if np.isnan(difference[:, i]).any():
                cells += [NONE] * 3
                continue
            error = difference[:, i].std(ddof=1) / np.sqrt(len(difference)) if len(difference) > 1 else np.nan
            shown = -difference[:, i] if group.has_fronts else difference[:, i]
            cells += [f"{shown.mean():+.4f} ({error:.4f})", wins(difference[:, i]), f"{p_value(difference[:, i]):.2g}"]
        rows.append(cells)
    head = [f"{optimiser} against", "seeds"]
    for n in CHECKPOINTS:
        head += [f"difference@{n} (error over tasks)", "better : worse", "p"]
    return markdown(head, rows)


def _per_task(group: Group) -> str:
    optimisers = sorted(group.losses, key=lambda name: _order(group.means(name)))
    means = np.array([group.means(optimiser)[:, 0] for optimiser in optimisers])
    rows = [[task.name, *(f"{1e3 * x:.1f}" for x in means[:, i])] for i, task in enumerate(group.tasks)]
    what = "missing hypervolume" if group.has_fronts else "regret"
    return markdown([f"1000 x {what}@{CHECKPOINTS[0]}", *optimisers], rows)
