"""Optuna's distributions as parameters of hpo, and which parameters are searched together."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from optuna.distributions import BaseDistribution, CategoricalDistribution, FloatDistribution, IntDistribution
from optuna.trial import FrozenTrial, TrialState

Space = dict[str, BaseDistribution]


def parameter(name: str, distribution: BaseDistribution) -> dict[str, Any]:
    """A distribution as `init` describes it. Choices are told by their places: they may be any Python values."""
    if isinstance(distribution, CategoricalDistribution):
        return {"name": name, "type": "cat", "choices": list(range(len(distribution.choices)))}
    if not isinstance(distribution, FloatDistribution | IntDistribution):
        raise ValueError(f"hpo has no {type(distribution).__name__}, the distribution of `{name}`")
    kind = "int" if isinstance(distribution, IntDistribution) else "float"
    step = None if distribution.log else distribution.step
    return {
        "name": name, "type": kind, "low": distribution.low, "high": distribution.high, "log": distribution.log,
        "step": step,
    }


def value_for_hpo(distribution: BaseDistribution, value: Any) -> int | float | None:
    """A value of Optuna's; None where it lies outside the distribution."""
    try:
        internal = distribution.to_internal_repr(value)
    except ValueError:
        return None
    if not distribution._contains(internal):
        return None
    return internal if isinstance(distribution, FloatDistribution) else int(internal)


def value_for_optuna(distribution: BaseDistribution, value: int | float) -> Any:
    """A value of hpo's."""
    return distribution.to_external_repr(value)


class Groups:
    """The parameters that a study has searched so far, in groups.

    Define-by-run tells of a space only by its trials. Parameters of a group were always suggested together, so that a model of
    them has all its values in each of its trials; under a condition others come in their place. Each parameter has
    the distribution that it had last: a range that was changed holds for what comes, with those old trials that lie in it.
    """

    def __init__(self, trials: Iterable[FrozenTrial]) -> None:
        distributions: Space = {}
        kinds: dict[str, set[frozenset[str]]] = {}
        all_kinds: set[frozenset[str]] = set()
        for trial in trials:
            if trial.state != TrialState.COMPLETE:
                continue
            names = frozenset(trial.distributions)
            all_kinds.add(names)
            for name, distribution in trial.distributions.items():
                distributions[name] = distribution
                kinds.setdefault(name, set()).add(names)
        self._spaces: dict[frozenset[frozenset[str]], Space] = {}
        for name, distribution in sorted(distributions.items()):
            if not distribution.single():
                self._spaces.setdefault(frozenset(kinds[name]), {})[name] = distribution
        self._all_kinds = frozenset(all_kinds)

    @property
    def unconditional(self) -> Space:
        """The parameters that every trial had."""
        return self._spaces.get(self._all_kinds, {})

    @property
    def are_several(self) -> bool:
        """Whether trials differ in their parameters, so that no group alone says what comes of a trial."""
        return len(self._all_kinds) > 1

    def conditional(self, name: str) -> Space:
        """The group of a parameter that only some trials had; empty for any other."""
        return next(
            (space for kinds, space in self._spaces.items() if name in space and kinds != self._all_kinds), {}
        )
