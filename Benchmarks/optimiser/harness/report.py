"""The tables: regret, rank and wait of every optimiser, and paired comparisons.

| in the text | meaning |
|---|---|
| normalised regret | (best - optimum) / (median of one random configuration - optimum), cut to [0, 1]; best is true |
| standard error | of the mean over tasks, from its spread over seeds |
| geometric mean | over tasks and seeds, of regret / random search's mean regret after 50 trials, in [0.001, 1000] |
| ms a trial | CPU time of the optimiser, asking and telling, trials 11 to 50 |
| rank | of the mean normalised regret after 50 trials among all optimisers of the table, averaged over tasks |
| p | Wilcoxon's signed-rank test over tasks, two-sided, on normalised regrets averaged over the seeds in common |

An optimiser stands in a table with the seeds for which it has a record of every task of the table.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

import numpy as np
from scipy.stats import rankdata, wilcoxon

from .references import Reference
from .runs import CHECKPOINTS, Record
from .tasks import Task

LAST = len(CHECKPOINTS) - 1
Seeds = dict[int, np.ndarray]  # seed: (tasks, checkpoints)


@dataclass(frozen=True)
class Group:
    """The records of the tasks of one table, as arrays."""

    title: str
    tasks: list[Task]
    best: dict[str, Seeds]  # by optimiser, complete seeds only
    waits: dict[str, float]  # ms
    optimum: np.ndarray
    random: np.ndarray

    @staticmethod
    def make(title: str, tasks: list[Task], records: list[Record], references: dict[str, Reference]) -> Group:
        names = [task.name for task in tasks]
        found: dict[str, dict[int, dict[str, Record]]] = defaultdict(lambda: defaultdict(dict))
        least = {name: references[name].optimum for name in names}
        for record in records:
            if record.task in least:
                found[record.optimiser][record.seed][record.task] = record
                least[record.task] = min(least[record.task], *record.best)
        best: dict[str, Seeds] = {}
        waits: dict[str, float] = {}
        for optimiser, seeds in found.items():
            complete = {seed: by_task for seed, by_task in sorted(seeds.items()) if len(by_task) == len(names)}
            if complete:
                best[optimiser] = {s: np.array([by[n].best for n in names]) for s, by in complete.items()}
                waits[optimiser] = float(np.mean([by[n].ms for by in complete.values() for n in names]))
        optimum = np.array([least[name] for name in names])
        random = np.array([references[name].random for name in names])
        return Group(title, tasks, best, waits, optimum, random)

    def normalised(self, optimiser: str) -> Seeds:
        """Normalised regrets, (tasks, checkpoints) for each seed."""
        scale = (self.random - self.optimum)[:, None]
        return {
            seed: np.clip((best - self.optimum[:, None]) / scale, 0, 1)
            for seed, best in self.best[optimiser].items()
        }

    def geometric_mean(self, optimiser: str) -> float:
        """Against the regret of random search after 50 trials (of one random configuration where it was not run)."""
        if "random" in self.best:
            unit = np.mean([best[:, LAST] for best in self.best["random"].values()], axis=0) - self.optimum
        else:
            unit = self.random - self.optimum
        unit = np.maximum(unit, 1e-12)
        ratios = [(best[:, LAST] - self.optimum) / unit for best in self.best[optimiser].values()]
        return float(np.exp(np.mean(np.log(np.clip(ratios, 1e-3, 1e3)))))

    def task_means(self, optimiser: str, seeds: set[int] | None = None) -> np.ndarray:
        """Normalised regrets averaged over seeds, (tasks, checkpoints)."""
        regrets = self.normalised(optimiser)
        return np.mean([regrets[seed] for seed in (regrets if seeds is None else seeds)], axis=0)


def tables(
    records: list[Record], tasks: list[Task], references: dict[str, Reference], against: list[str],
    per_task: bool = False,
) -> str:
    """All tables in Markdown: one a family and half, and the paired comparisons of the given optimisers with all."""
    known = [task for task in tasks if task.name in references]
    groups = [Group.make(title, members, records, references) for title, members in _groups(known)]
    parts = []
    for group in groups:
        if group.best:
            parts += [f"### {group.title}", _summary(group)]
            parts += [_comparison(group, optimiser) for optimiser in against if optimiser in group.best]
            if per_task:
                parts.append(_per_task(group))
    return "\n\n".join(parts)


def _groups(tasks: list[Task]) -> list[tuple[str, list[Task]]]:
    """Family by family and half by half; then each half over the families that are split."""
    groups: dict[str, list[Task]] = defaultdict(list)
    for task in tasks:
        is_split = task.family != "shared"
        groups[f"{task.family}, {task.half} half" if is_split else "shared (all development)"].append(task)
    for half in ("development", "judging"):
        groups[f"all split families, {half} half"] = [
            task for task in tasks if task.half == half and task.family != "shared"
        ]
    return [(f"{title}: {len(members)} tasks", members) for title, members in groups.items() if members]


def _summary(group: Group) -> str:
    means = {optimiser: group.task_means(optimiser) for optimiser in group.best}
    ranks = _ranks(means)
    rows = []
    for optimiser in sorted(means, key=lambda name: means[name][:, LAST].mean()):
        regrets = group.normalised(optimiser)
        by_seed = np.array([regret.mean(axis=0) for regret in regrets.values()])  # (seeds, checkpoints)
        cells = [optimiser, str(len(regrets))]
        cells += [with_error(by_seed[:, i]) for i in range(len(CHECKPOINTS))]
        cells += [f"{group.geometric_mean(optimiser):.3f}", f"{ranks[optimiser]:.2f}", f"{group.waits[optimiser]:.3g}"]
        rows.append(cells)
    head = ["optimiser", "seeds", *(f"regret@{n}" for n in CHECKPOINTS), "geometric mean", "rank", "ms a trial"]
    return markdown(head, rows)


def _ranks(means: dict[str, np.ndarray]) -> dict[str, float]:
    table = np.array([mean[:, LAST] for mean in means.values()])
    return dict(zip(means, rankdata(table.round(12), axis=0).mean(axis=1)))


def _comparison(group: Group, optimiser: str) -> str:
    rows = []
    for other in sorted(group.best):
        common = group.best[optimiser].keys() & group.best[other].keys()
        if other == optimiser or not common:
            continue
        mine, theirs = group.task_means(optimiser, common), group.task_means(other, common)
        cells = [other, str(len(common))]
        for i in range(1, len(CHECKPOINTS)):
            difference = mine[:, i] - theirs[:, i]
            error = difference.std(ddof=1) / np.sqrt(len(difference)) if len(difference) > 1 else np.nan
            cells += [f"{difference.mean():+.4f} ({error:.4f})", wins(difference), f"{p_value(difference):.2g}"]
        rows.append(cells)
    head = [f"{optimiser} against", "seeds"]
    for n in CHECKPOINTS[1:]:
        head += [f"difference@{n} (error over tasks)", "better : worse", "p"]
    return markdown(head, rows)


def wins(difference: np.ndarray) -> str:
    return f"{int((difference < -1e-9).sum())} : {int((difference > 1e-9).sum())}"


def p_value(difference: np.ndarray) -> float:
    return float(wilcoxon(difference).pvalue) if np.abs(difference).max() > 1e-12 else 1.0


def _per_task(group: Group) -> str:
    optimisers = sorted(group.best, key=lambda name: group.task_means(name)[:, LAST].mean())
    means = np.array([group.task_means(optimiser)[:, LAST] for optimiser in optimisers])
    rows = [[task.name, *(f"{1e3 * x:.1f}" for x in means[:, i])] for i, task in enumerate(group.tasks)]
    return markdown([f"1000 x regret@{CHECKPOINTS[LAST]}", *optimisers], rows)


def with_error(values: np.ndarray) -> str:
    mean = f"{values.mean():.4f}"
    return mean if len(values) < 2 else f"{mean} ± {values.std(ddof=1) / np.sqrt(len(values)):.4f}"


def markdown(head: list[str], rows: list[list[str]]) -> str:
    return "\n".join("| " + " | ".join(row) + " |" for row in [head, ["---"] * len(head), *rows])
