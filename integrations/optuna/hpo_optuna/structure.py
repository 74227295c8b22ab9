"""What the trials of a study tell of its space.

Define-by-run has no space but what was suggested. A parameter that only some trials had is there under a condition, and
where that is one on a parameter before it, the trials show it: `momentum` was suggested exactly where `optimizer` was
"sgd". Such a parameter is searched together with all others. What comes and goes for another reason is searched apart,
with those parameters that always came with it. A condition that was found by accident is given up with the first trial
that contradicts it.
"""

from __future__ import annotations

from collections.abc import Sequence

from optuna.distributions import CategoricalDistribution, IntDistribution
from optuna.trial import FrozenTrial, TrialState

from .space import Space

Conditions = dict[str, dict[str, list[int]]]  # by parameter: what it depends on, and the values where it is there
MOST_LEVELS = 1000  # of a whole number that a condition goes by


class Structure:
    """The parameters of the complete trials of a study.

    Each has the distribution that it had last: a range that was changed holds for what comes, and for those old trials
    that lie in it.
    """

    def __init__(self, trials: Sequence[FrozenTrial]) -> None:
        self._trials = [trial for trial in trials if trial.state == TrialState.COMPLETE]
        distributions: Space = {}
        holders: dict[str, set[int]] = {}
        before: dict[str, list[str]] = {}
        for place, trial in enumerate(self._trials):
            names = list(trial.distributions)
            for rank, name in enumerate(names):
                distributions[name] = trial.distributions[name]
                holders.setdefault(name, set()).add(place)
                before[name] = names[:rank]
        self._distributions = {name: each for name, each in sorted(distributions.items()) if not each.single()}
        self._holders = holders
        self.space: Space = {
            name: each for name, each in self._distributions.items() if len(holders[name]) == len(self._trials)
        }
        self.conditions: Conditions = {}
        while self._join(before):
            pass
        self.is_whole = self.space.keys() == self._distributions.keys()

    def group(self, name: str) -> Space:
        """The parameters that are searched with one that `space` has not; none where it is not known yet."""
        if name in self.space or name not in self._distributions:
            return {}
        return {
            other: distribution for other, distribution in self._distributions.items()
            if other not in self.space and self._holders[other] == self._holders[name]
        }

    def _join(self, before: dict[str, list[str]]) -> bool:
        """Adds a parameter whose condition goes by parameters of the space."""
        for name in self._distributions:
            if name in self.space:
                continue
            for parent in reversed(before[name]):  # the nearest is the likeliest
                values = self._values_with(name, parent) if parent in self.space else None
                if values is not None:
                    self.space[name] = self._distributions[name]
                    self.conditions[name] = {parent: values}
                    return True
        return False

    def _values_with(self, name: str, parent: str) -> list[int] | None:
        """The values of `parent` for which a parameter is there; None where it does not go by them."""
        if not self._holders[name] < self._holders[parent]:
            return None
        present, absent = set(), set()
        for place in self._holders[parent]:
            trial = self._trials[place]
            value = trial.distributions[parent].to_internal_repr(trial.params[parent])
            (present if place in self._holders[name] else absent).add(int(value))
        distribution = self._distributions[parent]
        if isinstance(distribution, CategoricalDistribution):
            return None if present & absent else sorted(present)
        if not isinstance(distribution, IntDistribution):
            return None
        # Of whole numbers a condition is a bound, as in `for layer in range(depth)`.
        levels = range(distribution.low, distribution.high + 1, distribution.step)
        if len(levels) > MOST_LEVELS:
            return None
        if min(present) > max(absent):
            return [level for level in levels if level > max(absent)]
        if max(present) < min(absent):
            return [level for level in levels if level < min(absent)]
        return None

