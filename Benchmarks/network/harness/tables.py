"""What the runs came to, as Markdown."""

from __future__ import annotations

from statistics import median

from . import operations


def markdown(head: list[str], rows: list[list[str]]) -> str:
    """A table."""
    return "\n".join("| " + " | ".join(row) + " |" for row in [head, ["---"] * len(head), *rows])


def number(value: float | None) -> str:
    """Three significant digits, without exponent."""
    if value is None:
        return "—"
    digits = f"{value:.3g}"
    return f"{float(digits):,.0f}" if abs(value) >= 100 else digits


def spread(values: list[float]) -> str:
    """Half the range of the rounds, in per cent of their median."""
    return f"{50 * (max(values) - min(values)) / median(values):.0f} %"


def training(
    rates: dict[tuple[str, int, str], dict[str, list[float]]], names: list[str], peak: float | None
) -> str:
    """Samples a second (the median of the rounds), hpo's ratios, and its share of the peak."""
    rows = []
    for (network, batch, optimizer), by_name in rates.items():
        medians = {name: median(values) for name, values in by_name.items() if values}
        peers = {name: value for name, value in medians.items() if name != "hpo"}
        ours = medians.get("hpo")
        cells = [network, str(batch), optimizer, *(number(medians.get(name)) for name in names)]
        if ours is None or not peers:
            cells += ["—"] * 4
        else:
            best = max(peers, key=peers.get)
            eager = f"{ours / peers['PyTorch']:.2f}" if "PyTorch" in peers else "—"
            cells += [eager, f"{ours / peers[best]:.2f} ({best})"]
            share = f"{100 * ours * operations.per_sample(network) / peak:.0f} %" if peak else "—"
            cells += [share, spread(by_name["hpo"])]
        rows.append(cells)
    ratios = ["hpo / PyTorch", "hpo / best peer", "hpo's share of peak", "spread"]
    return markdown(["network", "batch", "optimiser", *names, *ratios], rows)


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
