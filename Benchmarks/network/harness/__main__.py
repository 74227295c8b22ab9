"""The network benchmark: `python -m harness [--quick]`, see README.md."""

from __future__ import annotations

import argparse
import itertools
from collections import defaultdict
from statistics import median

from . import tables
from .contenders import CONTENDERS, Contender

NETWORKS = ("mlp128", "mlp512", "lenet", "cifar")
BATCHES = (32, 128)
OPTIMIZERS = ("sgd", "adam")
TRAINERS = [name for name in CONTENDERS if name != "OpenBLAS"]
QUICK_CASE = (32, "adam")
SLOW_TO_START = ("PyTorch compiled", "Keras")

# M, N, K: layers forward, and the gradient of weights. Images, side, channels, filters, kernel: the networks' layers.
PRODUCTS = (
    "gemm 32 128 784", "gemm 128 512 784", "gemm 128 512 512", "gemm 784 512 128", "gemm 128 512 2304",
    "conv 32 28 1 6 5", "conv 32 14 6 16 5", "conv 32 34 3 32 3", "conv 32 32 32 32 3", "conv 32 15 64 64 3",
)
MULTIPLIERS = {"hpo": "hpo", "PyTorch fused": "oneDNN (PyTorch)", "OpenBLAS": "OpenBLAS (NumPy)"}


def main() -> None:
    options = _options()
    names = [name for name in options.contenders.split(",") if name in TRAINERS]
    cases = list(itertools.product(options.networks.split(","), BATCHES, OPTIMIZERS))
    if "products" in options.parts:
        peak = _products(options.rounds, options.seconds)
    else:
        peak = _peak(options.rounds, options.seconds)
    if "training" in options.parts:
        _training(names, cases, options.rounds, options.seconds, peak)
    if "start" in options.parts:
        _start(names, options.networks.split(","), 2 if options.quick else options.rounds)
    if "two" in options.parts:
        # JAX compiles every case anew in three processes, for longer than a quick run has.
        few = [case for case in cases if case[1:] == QUICK_CASE]
        _two_cores(names, few if options.quick else cases, options.rounds, options.seconds)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="Benchmarks/network/run", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="3 rounds of 0.4 s, without Keras and torch.compile; fewer cases on two cores")
    parser.add_argument("--rounds", type=int, help="how often each contender is measured in turn (5)")
    parser.add_argument("--seconds", type=float, help="for one measurement (1)")
    parser.add_argument("--contenders", help="comma-separated, of " + ", ".join(TRAINERS))
    parser.add_argument("--networks", default=",".join(NETWORKS))
    parser.add_argument("--parts", default="products,training,start,two", help="comma-separated (%(default)s)")
    options = parser.parse_args()
    quick = [name for name in TRAINERS if name not in SLOW_TO_START]
    options.contenders = options.contenders or ",".join(quick if options.quick else TRAINERS)
    options.rounds = options.rounds or (3 if options.quick else 5)
    options.seconds = options.seconds or (0.4 if options.quick else 1)
    return options


def _in_turns(contenders: list[Contender], request: str, rounds: int) -> dict[str, list[float]]:
    """Amounts a second of CPU time, round by round; each round asks every contender once."""
    rates: dict[str, list[float]] = defaultdict(list)
    able = list(contenders)
    for turn in range(rounds):
        for contender in able[turn % len(able) :] + able[: turn % len(able)]:
            measurement = contender.measure(request)
            if measurement is None:
                able = [other for other in able if other is not contender]
            else:
                rates[contender.name].append(measurement.amount / measurement.cpu)
    return rates


def _peak(rounds: int, seconds: float) -> float:
    """The core's multiply-adds: the best of the rounds, since nothing but a disturbance makes it slower."""
    contender = Contender("hpo")
    peak = max(_in_turns([contender], f"peak {seconds}", rounds)["hpo"])
    contender.close()
    print(f"\nPeak of one core: {peak / 1e9:.1f} GFLOP/s.", flush=True)
    return peak


def _products(rounds: int, seconds: float) -> float:
    peak = _peak(rounds, seconds)
    contenders = [Contender(name) for name in MULTIPLIERS]
    rates = {request: _in_turns(contenders, f"{request} {seconds}", rounds) for request in PRODUCTS}
    named = {r: {MULTIPLIERS[name]: values for name, values in by.items()} for r, by in rates.items()}
    print("\n" + tables.products(named, list(MULTIPLIERS.values()), peak), flush=True)
    for contender in contenders:
        contender.close()
    return peak


def _training(names: list[str], cases: list[tuple[str, int, str]], rounds: int, seconds: float, peak: float) -> None:
    contenders = [Contender(name) for name in names]
    print("\nSamples a second of CPU time, one thread.\n")
    print(tables.markdown(tables.training_head(names), []), flush=True)
    for case in cases:
        rates = _in_turns(contenders, "train {} {} {} {}".format(*case, seconds), rounds)
        print(tables.row(tables.training_row(*case, rates, names, peak)), flush=True)
    for contender in contenders:
        contender.close()


def _start(names: list[str], networks: list[str], rounds: int) -> None:
    """The first step of a fresh process, its libraries imported before, and the most memory after some training."""
    rows = []
    for network in networks:
        for name in names:
            firsts, memory = [], []
            for _ in range(rounds):
                contender = Contender(name)
                first = contender.measure(f"first {network} 32 adam")
                if first is not None:
                    firsts.append(1e3 * first.cpu)
                    contender.measure(f"train {network} 128 adam 0.2")
                    memory.append(contender.peak_megabytes())
                contender.close()
            if firsts:
                cells = [tables.number(median(firsts)), tables.number(min(firsts)), tables.number(median(memory))]
                rows.append([network, name, *cells])
    head = ["network", "contender", "first step, ms of CPU time (median)", "(least)", "peak memory, MB"]
    print("\n" + tables.markdown(head, rows), flush=True)


def _two_cores(names: list[str], cases: list[tuple[str, int, str]], rounds: int, seconds: float) -> None:
    """Two trials at once, each on a core; and a single trial on both. By the wall clock, so on a quiet machine only."""
    teams = {f"{name}, two trials": [Contender(name), Contender(name)] for name in names}
    for name in names:
        if name not in ("hpo", "scikit-learn"):
            teams[f"{name}, one trial"] = [Contender(name, threads=2)]
    rows = []
    for network, batch, optimizer in cases:
        request = f"train {network} {batch} {optimizer} {seconds}"
        rates: dict[str, list[float]] = defaultdict(list)
        for _ in range(rounds):
            for title, team in teams.items():
                for contender in team:
                    contender.send(request)
                answers = [contender.receive() for contender in team]
                if None not in answers:
                    rates[title].append(sum(answer.amount / answer.wall for answer in answers))
        medians = {title: median(values) for title, values in rates.items()}
        ours = medians.pop("hpo, two trials", None)
        if ours is None or not medians:
            continue
        best = max(medians, key=medians.get)
        cells = [tables.number(ours), f"{tables.number(medians[best])} ({best})", f"{ours / medians[best]:.2f}"]
        rows.append([network, str(batch), optimizer, *cells])
    for contender in itertools.chain.from_iterable(teams.values()):
        contender.close()
    head = ["network", "batch", "optimiser", "hpo, two trials", "best of the peers on two cores", "ratio"]
    print("\nSamples a second of the wall clock, two cores.\n\n" + tables.markdown(head, rows), flush=True)


if __name__ == "__main__":
    main()
