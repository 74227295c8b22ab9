"""The command line of the optimiser benchmark."""

from __future__ import annotations

import argparse
from pathlib import Path

from . import latency, references, report, runs
from .peers import PEERS
from .tasks import ROOT, Task, catalogue

OUTPUT = ROOT / ".build" / "benchmarks"
PEERS_FILE = Path(__file__).resolve().parents[1] / "peers.csv"
FAMILIES = ("shared", "lcbench", "rbv2_rpart", "bbob", "mixint")
HPO = ("gaussian", "gamma", "tpe", "auto")
QUICK_WAITS = ("rustuna-tpe", "optuna-tpe")


def main(arguments: list[str] | None = None) -> int:
    parser = _parser()
    options = parser.parse_args(arguments)
    try:
        return options.function(options)
    except ValueError as error:
        parser.error(str(error))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="Benchmarks/optimiser/run", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)

    quality = commands.add_parser("quality", help="run optimisers on the tasks and print the tables")
    _choose_runs(quality, seeds=10, seconds=0, out="quality.csv")
    quality.set_defaults(function=_quality)

    quick = commands.add_parser("quick", help="two seeds, and the wait up to 200 trials, in under 15 minutes")
    _choose_runs(quick, seeds=2, seconds=660, out="quick.csv")
    quick.set_defaults(function=_quick)

    tables = commands.add_parser("report", help="print the tables of records")
    tables.add_argument("files", nargs="*", type=Path)
    _choose_tasks(tables)
    tables.add_argument("--opts", help="only these optimisers, comma-separated")
    tables.add_argument("--against", help="the optimiser that is compared with each other one")
    tables.add_argument("--per-task", action="store_true", help="also the regret on every task")
    tables.set_defaults(function=_report)

    merging = commands.add_parser("merge", help="put the records of several files into the first")
    merging.add_argument("into", type=Path)
    merging.add_argument("files", nargs="+", type=Path)
    merging.set_defaults(function=_merge)

    waits = commands.add_parser("latency", help="the wait for a suggestion after n trials")
    _choose_optimisers(waits)
    waits.add_argument("--trials", type=int, default=200, help="how many trials a run has (200)")
    waits.add_argument("--seconds", type=float, default=120, help="end a run after so many seconds (120)")
    waits.set_defaults(function=_latency)

    listing = commands.add_parser("list", help="the tasks and the peers")
    listing.set_defaults(function=_list)

    refer = commands.add_parser("references", help="find the optima and random medians anew")
    _choose_tasks(refer)
    refer.set_defaults(function=_references)
    return parser


def _choose_runs(parser: argparse.ArgumentParser, seeds: int, seconds: float, out: str) -> None:
    _choose_optimisers(parser)
    _choose_tasks(parser)
    parser.add_argument("--seeds", type=int, default=seeds, help="seeds 0 up to, but not, this (%(default)s)")
    parser.add_argument("--first-seed", type=int, default=0)
    parser.add_argument("--jobs", type=int, default=2, help="runs at a time (2)")
    parser.add_argument("--seconds", type=float, default=seconds, help="begin no run after so many (%(default)s)")
    parser.add_argument("--out", type=Path, default=OUTPUT / out, help="where the records go on from")
    parser.add_argument("--no-report", action="store_true")


def _choose_optimisers(parser: argparse.ArgumentParser) -> None:
    default = ",".join(f"{name}={ROOT}/scripts/hpo ask-tell --strategy {name}" for name in HPO)
    parser.add_argument(
        "--opts", default=default,
        help="comma-separated: peers by name, programs as name=command line (%(default)s)",
    )


def _choose_tasks(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--half", choices=("development", "judging"), help="only one half of the families")
    parser.add_argument("--families", default=",".join(FAMILIES), help="comma-separated (%(default)s)")
    parser.add_argument("--tasks", help="only these tasks, comma-separated")


def _chosen(options: argparse.Namespace) -> list[Task]:
    families = options.families.split(",")
    names = options.tasks.split(",") if options.tasks else None
    tasks = [
        task for task in catalogue().values()
        if task.family in families
        and (options.half is None or task.half == options.half)
        and (names is None or task.name in names)
    ]
    if not tasks:
        raise ValueError("no task is left: see the command 'list'")
    return tasks


def _optimisers(options: argparse.Namespace) -> list[runs.Optimiser]:
    return [runs.Optimiser.parse(text.strip()) for text in options.opts.split(",")]


def _quality(options: argparse.Namespace) -> int:
    optimisers, tasks = _optimisers(options), _chosen(options)
    seeds = range(options.first_seed, options.first_seed + options.seeds)
    jobs = [(optimiser, task.name, seed) for seed in seeds for optimiser in optimisers for task in tasks]
    runs.run_all(jobs, options.out, options.jobs, options.seconds)
    if options.no_report:
        return 0
    records = runs.read(file for file in (PEERS_FILE, options.out) if file.exists())
    print(report.tables(records, tasks, references.read(), against=[optimiser.name for optimiser in optimisers]))
    return 0


def _quick(options: argparse.Namespace) -> int:
    options.out.unlink(missing_ok=True)  # a quick run measures what is there now
    _quality(options)
    print("\n### The wait\n")
    print(latency.table([*_optimisers(options), *map(runs.Optimiser, QUICK_WAITS)], trials=200, seconds=60))
    return 0


def _report(options: argparse.Namespace) -> int:
    records = runs.read(options.files or [PEERS_FILE])
    if options.opts:
        records = [record for record in records if record.optimiser in options.opts.split(",")]
    against = options.against.split(",") if options.against else []
    print(report.tables(records, _chosen(options), references.read(), against, options.per_task))
    return 0


def _merge(options: argparse.Namespace) -> int:
    files = [file for file in (options.into, *options.files) if file.exists()]
    runs.write(sorted(runs.read(files), key=lambda record: record.key), options.into)
    return 0


def _latency(options: argparse.Namespace) -> int:
    print(latency.table(_optimisers(options), options.trials, options.seconds))
    return 0


def _list(options: argparse.Namespace) -> int:
    print("Peers:", ", ".join(PEERS))
    for task in catalogue().values():
        print(f"{task.name:22} {task.family:10} {task.half:12} {task.kind:9} {len(task.space)} parameters")
    return 0


def _references(options: argparse.Namespace) -> int:
    references.write(_chosen(options))
    return 0
