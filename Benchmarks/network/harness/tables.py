"""What the runs came to, as Markdown."""

from __future__ import annotations

from statistics import median

from . import operations


def markdown(head: list[str], rows: list[list[str]]) -> str:
    """A table."""
    return "\n".join(map(row, [head, ["---"] * len(head), *rows]))


def row(cells: list[str]) -> str:
    """A row of a table."""
    return "| " + " | ".join(cells) + " |"


def number(value: float | None) -> str:
    """Three significant digits, without exponent."""
    if value is None:
        return "—"
    digits = f"{value:.3g}"
    return f"{float(digits):,.0f}" if abs(value) >= 100 else digits


def spread(values: list[float]) -> str:
    """Half the range of the rounds, in per cent of their median."""
    return f"{50 * (max(values) - min(values)) / median(values):.0f} %"


def training_head(names: list[str]) -> list[str]:
    """The head of the table that `training_row` fills."""
    ratios = ["hpo / PyTorch", "hpo / best peer", "hpo's share of peak", "spread"]
    return ["network", "batch", "optimiser", *names, *ratios]


def training_row(
    network: str, batch: int, optimizer: str, rates: dict[str, list[float]], names: list[str], peak: float
) -> list[str]:
    """Samples a second (the median of the rounds), hpo's ratios, its share of the peak, and its spread."""
    medians = {name: median(values) for name, values in rates.items() if values}
    cells = [network, str(batch), optimizer, *(number(medians.get(name)) for name in names)]
    ours = medians.pop("hpo", None)
    if ours is None or not medians:
        return cells + ["—"] * 4
    best = max(medians, key=medians.get)
    return cells + [
        f"{ours / medians['PyTorch']:.2f}" if "PyTorch" in medians else "—",
        f"{ours / medians[best]:.2f} ({best})",
        f"{100 * ours * operations.per_sample(network) / peak:.0f} %",
        spread(rates["hpo"]),
    ]


def products(rates: dict[str, dict[str, list[float]]], names: list[str], peak: float) -> str:
    """GFLOP/s and shares of the peak."""
    rows = []
    for request, by_name in rates.items():
        cells = [request]
        for name in names:
            values = by_name.get(name)
            cells.append(f"{median(values) / 1e9:.1f} ({100 * median(values) / peak:.0f} %)" if values else "—")
        rows.append(cells)
    return markdown(["GFLOP/s (share of peak)", *names], rows)
