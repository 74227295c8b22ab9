"""What the trials of a study tell of its space.

Define-by-run has no space but what was suggested. A parameter that only some trials had is there under a condition, and
where that is one on a parameter before it, the trials show it: `momentum` was suggested exactly where `optimizer` was
"sgd". Such a parameter is searched together with all others. What comes and goes for another reason is searched apart,
with those parameters that always came with it. A condition that was found by accident is given up with the first trial
that contradicts it.
"""

from __future__ import annotations

from collections.abc import Sequence

from optuna.distributions import BaseDistribution, CategoricalDistribution, IntDistribution
from optuna.trial import FrozenTrial, TrialState

from .space import Space

Kind = frozenset[str]  # the parameters of a trial
Conditions = dict[str, dict[str, list[int]]]  # by parameter: what it depends on, and the values where it is there
MOST_LEVELS = 1000  # of a whole number that a condition goes by


class Structure:
    """The parameters of the complete trials of a study, and the names of their constraints.

    Each parameter has the distribution that it had last: a range that was changed holds for what comes, and for those
    old trials that lie in it.
    """

    def __init__(self, trials: Sequence[FrozenTrial] = ()) -> None:
        self._known: set[int] = set()
        self._begin = 0  # all trials before have ended and are known
        self._distributions: Space = {}
        self._before: dict[str, list[str]] = {}
        # For each kind of trial the values that parameters had which a condition may go by, choices by their places.
        self._kinds: dict[Kind, dict[str, set[int]]] = {}
        self.constraints: dict[str, None] = {}
        self.space: Space = {}
        self.conditions: Conditions = {}
        self.is_whole = True
        self.learn(trials)

    def learn(self, trials: Sequence[FrozenTrial]) -> None:
        """Takes up the trials of a study that are new.

        Args:
            trials: all of them, by number.
        """
        is_new = False
        for trial in trials[self._begin:]:
            if trial.number not in self._known and trial.state == TrialState.COMPLETE:
                self._known.add(trial.number)
                self.constraints.update(dict.fromkeys(trial.constraints))
                is_new |= self._learn(trial)
        while self._begin < len(trials) and trials[self._begin].state.is_finished():
            self._begin += 1
        if is_new:
            self._conclude()

    def group(self, name: str) -> Space:
        """The parameters that are searched with one that `space` has not; none where it is not known yet."""
        if name in self.space or name not in self._distributions:
            return {}
        return {
            other: distribution for other, distribution in sorted(self._distributions.items())
            if other not in self.space and not distribution.single() and self._holders(other) == self._holders(name)
        }

    def _learn(self, trial: FrozenTrial) -> bool:
        """Whether anything about a trial was not known."""
        names = list(trial.distributions)
        is_new = frozenset(names) not in self._kinds
        kind = self._kinds.setdefault(frozenset(names), {})
        for rank, (name, distribution) in enumerate(trial.distributions.items()):
            is_new |= self._distributions.get(name) != distribution
            self._distributions[name] = distribution
            self._before[name] = names[:rank]
            if levels(distribution):
                value = int(distribution.to_internal_repr(trial.params[name]))
                values = kind.setdefault(name, set())
                is_new |= value not in values
                values.add(value)
        return is_new

    def _conclude(self) -> None:
        known = {name: each for name, each in sorted(self._distributions.items()) if not each.single()}
        self.space = {name: each for name, each in known.items() if len(self._holders(name)) == len(self._kinds)}
        self.conditions = {}
        while self._join(known):
            pass
        self.is_whole = self.space.keys() == known.keys()

    def _join(self, known: Space) -> bool:
        """Adds a parameter whose condition goes by one of the space."""
        for name in [name for name in known if name not in self.space]:
            for parent in reversed(self._before[name]):  # the nearest is the likeliest
                values = self._values_with(name, parent) if parent in self.space else None
                if values is not None:
                    self.space[name] = known[name]
                    self.conditions[name] = {parent: values}
                    return True
        return False

    def _holders(self, name: str) -> set[Kind]:
        return {kind for kind in self._kinds if name in kind}

    def _values_with(self, name: str, parent: str) -> list[int] | None:
        """The values of `parent` for which a parameter is there; None where it does not go by them."""
        all_levels = levels(self._distributions[parent])
        if not all_levels or not self._holders(name) < self._holders(parent):
            return None
        present, absent = set(), set()
        for kind in self._holders(parent):
            (present if name in kind else absent).update(self._kinds[kind].get(parent, ()))
        if isinstance(self._distributions[parent], CategoricalDistribution):
            return None if present & absent else sorted(present)
        # Of whole numbers a condition is a bound, as in `for layer in range(depth)`.
        if not present or not absent:
            return None
        if min(present) > max(absent):
            return [level for level in all_levels if level > max(absent)]
        if max(present) < min(absent):
            return [level for level in all_levels if level < min(absent)]
        return None


def levels(distribution: BaseDistribution) -> range:
    """The values that a condition may go by; none of a parameter that none goes by."""
    if isinstance(distribution, CategoricalDistribution):
        return range(len(distribution.choices))
    if isinstance(distribution, IntDistribution):
        if (distribution.high - distribution.low) // distribution.step >= MOST_LEVELS:
            return range(0)
        return range(distribution.low, distribution.high + 1, distribution.step)
    return range(0)
