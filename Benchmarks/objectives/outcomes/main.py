"""The command line of the benchmark of several objectives and of constraints on outcomes."""

from __future__ import annotations

import argparse
from functools import partial
from pathlib import Path

from harness import runs
from harness.main import OUTPUT
from harness.tasks import ROOT

from . import references, report
from .peers import PEERS, UNCONSTRAINED
from .runs import CHECKPOINTS, Record, run
from .tasks import Task, catalogue

FOLDER = Path(__file__).resolve().parents[1]
STORED = (FOLDER / "peers.csv", FOLDER / "hpo.csv")
FAMILIES = ("biobj", "lcbench", "rbv2_rpart", "constrained")
HPO = ("gaussian", "tpe", "nsga2", "random")


def main(arguments: list[str] | None = None) -> int:
    parser = _parser()
    options = parser.parse_args(arguments)
    try:
        return options.function(options)
    except ValueError as error:
        parser.error(str(error))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="Benchmarks/objectives/run", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)

    quality = commands.add_parser("quality", help="run optimisers on the tasks and print the tables")
    _choose_runs(quality, seeds=5, seconds=0, out="objectives.csv")
    quality.set_defaults(function=_quality)

    quick = commands.add_parser("quick", help="one seed, beside the peers' stored records, in under 15 minutes")
    _choose_runs(quick, seeds=1, seconds=720, out="objectives-quick.csv")
    quick.set_defaults(function=_quick)

    tables = commands.add_parser("report", help="print the tables of records")
    tables.add_argument("files", nargs="*", type=Path, help="(those stored with the benchmark)")
    _choose_tasks(tables)
    tables.add_argument("--opts", help="only these optimisers, comma-separated")
    tables.add_argument("--against", help="the optimisers that are compared with each other one")
    tables.add_argument("--per-task", action="store_true", help="also what is missing on every task")
    tables.set_defaults(function=_report)

    merging = commands.add_parser("merge", help="put the records of several files into the first")
    merging.add_argument("into", type=Path)
    merging.add_argument("files", nargs="+", type=Path)
    merging.set_defaults(function=_merge)

    listing = commands.add_parser("list", help="the tasks and the peers")
    listing.set_defaults(function=_list)

    refer = commands.add_parser("references", help="find what records are measured against anew")
    _choose_tasks(refer)
    refer.set_defaults(function=_references)
    return parser


def _choose_runs(parser: argparse.ArgumentParser, seeds: int, seconds: float, out: str) -> None:
    default = ",".join(f"{name}={ROOT}/scripts/hpo ask-tell --strategy {name}" for name in HPO)
    parser.add_argument(
        "--opts", default=default,
        help="comma-separated: peers by name, programs as name=command line (%(default)s)",
    )
    _choose_tasks(parser)
    parser.add_argument("--seeds", type=int, default=seeds, help="seeds 0 up to, but not, this (%(default)s)")
    parser.add_argument("--first-seed", type=int, default=0)
    parser.add_argument("--trials", type=int, default=CHECKPOINTS[-1], help="end runs after so many (%(default)s)")
    parser.add_argument("--jobs", type=int, default=2, help="runs at a time (2)")
    parser.add_argument("--seconds", type=float, default=seconds, help="begin no run after so many (%(default)s)")
    parser.add_argument("--out", type=Path, default=OUTPUT / out, help="where the records go on from")
    parser.add_argument("--no-report", action="store_true")


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


def _quality(options: argparse.Namespace) -> int:
    optimisers = [runs.Optimiser.parse(text.strip(), PEERS) for text in options.opts.split(",")]
    tasks = _chosen(options)
    jobs = [
        (optimiser, task.name, seed)
        for seed in range(options.first_seed, options.first_seed + options.seeds)
        for optimiser in optimisers
        for task in tasks
        if task.goal.constraints == 0 or optimiser.name not in UNCONSTRAINED
    ]
    runs.run_all(jobs, options.out, options.jobs, options.seconds, partial(run, trials=options.trials), Record)
    if options.no_report:
        return 0
    records = runs.read([file for file in (STORED[0], options.out) if file.exists()], Record)
    print(report.tables(records, tasks, references.read(), against=[optimiser.name for optimiser in optimisers]))
    return 0


def _quick(options: argparse.Namespace) -> int:
    options.out.unlink(missing_ok=True)  # a quick run measures what is there now
    return _quality(options)


def _report(options: argparse.Namespace) -> int:
    records = runs.read(options.files or [file for file in STORED if file.exists()], Record)
    if options.opts:
        records = [record for record in records if record.optimiser in options.opts.split(",")]
    against = options.against.split(",") if options.against else []
    print(report.tables(records, _chosen(options), references.read(), against, options.per_task))
    return 0


def _merge(options: argparse.Namespace) -> int:
    files = [file for file in (options.into, *options.files) if file.exists()]
    runs.write(sorted(runs.read(files, Record), key=lambda record: record.key), options.into, Record)
    return 0


def _list(options: argparse.Namespace) -> int:
    print("Peers:", ", ".join(PEERS))
    for task in catalogue().values():
        goal = f"{task.goal.objectives} objectives, {task.goal.constraints} constraints"
        print(f"{task.name:26} {task.family:12} {task.half:12} {goal}, {len(task.space)} parameters")
    return 0


def _references(options: argparse.Namespace) -> int:
    references.write(_chosen(options))
    return 0
