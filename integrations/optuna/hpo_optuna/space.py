"""Optuna's distributions as parameters of hpo, and their values."""

from __future__ import annotations

from typing import Any

from optuna.distributions import BaseDistribution, CategoricalDistribution, FloatDistribution, IntDistribution

Space = dict[str, BaseDistribution]


def parameter(name: str, distribution: BaseDistribution, condition: dict[str, list[int]] | None) -> dict[str, Any]:
    """A distribution as `init` describes it. Choices are told by their places: they may be any Python values.

    Args:
        condition: for each parameter that this one depends on, the values where this one is there.
    """
    if isinstance(distribution, CategoricalDistribution):
        domain = {"type": "cat", "choices": list(range(len(distribution.choices)))}
    elif isinstance(distribution, FloatDistribution | IntDistribution):
        kind = "int" if isinstance(distribution, IntDistribution) else "float"
        domain = {"type": kind, "low": distribution.low, "high": distribution.high, "log": distribution.log}
        if not distribution.log:
            domain["step"] = distribution.step
    else:
        raise ValueError(f"hpo has no {type(distribution).__name__}, the distribution of `{name}`")
    return {"name": name, **domain, **({"if": condition} if condition else {})}


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
