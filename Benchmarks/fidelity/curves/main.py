"""The command line of the benchmark of many fidelities."""

from __future__ import annotations

import argparse
import re
from pathlib import Path

from harness import references, runs
from harness.main import OUTPUT
from harness.tasks import ROOT

from . import report
from .peers import PEERS
from .runs import Record, run
from .tasks import EPOCHS, WORKERS, Task, catalogue

FOLDER = Path(__file__).resolve().parents[1]
STORED = (FOLDER / "peers.csv", FOLDER / "hpo.csv")
PRUNERS = {
    "asha": f"asha(from: 1, to: {EPOCHS}, factor: 3)",
    "asha-stop": f'asha(from: 1, to: {EPOCHS}, factor: 3, mode: "stop")',
    "hyperband": f"hyperband(from: 1, to: {EPOCHS}, factor: 3)",
    "median": "median()",
    "one-epoch": f"asha(from: 1, to: {EPOCHS}, factor: {EPOCHS})",
    "freeze-thaw": f"freeze_thaw(to: {EPOCHS})",
}
STRATEGIES = ("gaussian", "tpe", "random")
QUICK = ("gaussian-freeze-thaw", "gaussian", "gaussian-hyperband", "tpe")


def main(arguments: list[str] | None = None) -> int:
    parser = _parser()
    options = parser.parse_args(arguments)
    try:
        return options.function(options)
    except ValueError as error:
        parser.error(str(error))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="Benchmarks/fidelity/run", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)

    quality = commands.add_parser("quality", help="run tuners on the tasks and print the tables")
    _choose_runs(quality, seeds=10, seconds=0, out="fidelity.csv")
    quality.set_defaults(function=_quality)

    quick = commands.add_parser("quick", help="one seed, beside the peers' stored records, in under 15 minutes")
    _choose_runs(quick, seeds=1, seconds=720, out="fidelity-quick.csv")
    quick.set_defaults(function=_quick)

    tables = commands.add_parser("report", help="print the tables of records")
    tables.add_argument("files", nargs="*", type=Path, help="(those stored with the benchmark)")
    _choose_tasks(tables)
    tables.add_argument("--opts", help="only these tuners, comma-separated")
    tables.add_argument("--against", help="the tuners that are compared with each other one")
    tables.add_argument("--per-task", action="store_true", help="also the regret on every data set")
    tables.set_defaults(function=_report)

    merging = commands.add_parser("merge", help="put the records of several files into the first")
    merging.add_argument("into", type=Path)
    merging.add_argument("files", nargs="+", type=Path)
    merging.set_defaults(function=_merge)

    listing = commands.add_parser("list", help="the tasks, the peers, and what is ours")
    listing.set_defaults(function=_list)
    return parser


def _choose_runs(parser: argparse.ArgumentParser, seeds: int, seconds: float, out: str) -> None:
    parser.add_argument(
        "--opts", default=",".join(QUICK),
        help="comma-separated: peers and ours by name (see list), programs as name=command line (%(default)s)",
    )
    parser.add_argument("--hpo", default=f"{ROOT}/scripts/hpo", help="the program that ours are run with (%(default)s)")
    _choose_tasks(parser)
    parser.add_argument("--seeds", type=int, default=seeds, help="seeds 0 up to, but not, this (%(default)s)")
    parser.add_argument("--first-seed", type=int, default=0)
    parser.add_argument("--jobs", type=int, default=2, help="runs at a time (2)")
    parser.add_argument("--seconds", type=float, default=seconds, help="begin no run after so many (%(default)s)")
    parser.add_argument("--out", type=Path, default=OUTPUT / out, help="where the records go on from")
    parser.add_argument("--no-report", action="store_true")


def _choose_tasks(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--half", choices=("development", "judging"), help="only one half of the data sets")
    parser.add_argument("--workers", type=int, choices=WORKERS, help="only so many workers")
    parser.add_argument("--tasks", help="only these tasks, comma-separated")


def _chosen(options: argparse.Namespace) -> list[Task]:
    names = options.tasks.split(",") if options.tasks else None
    tasks = [
        task for task in catalogue().values()
        if (options.half is None or task.half == options.half)
        and (options.workers is None or task.workers == options.workers)
        and (names is None or task.name in names)
    ]
    if not tasks:
        raise ValueError("no task is left: see the command 'list'")
    return tasks


def _ours(program: str) -> dict[str, runs.Optimiser]:
    """Every strategy of ours with every pruner, and by itself; such as `gaussian-asha`."""
    found = {}
    for strategy in STRATEGIES:
        command = f"{program} ask-tell --strategy {strategy}"
        alone = "hpo-random" if strategy in PEERS else strategy
        names = {alone: command}
        names |= {f"{strategy}-{name}": f"{command} --prune '{pruner}'" for name, pruner in PRUNERS.items()}
        found |= {name: runs.Optimiser(name, text) for name, text in names.items()}
    return found


def _optimisers(options: argparse.Namespace) -> list[runs.Optimiser]:
    ours = _ours(options.hpo)
    texts = re.split(r",(?![^(]*\))", options.opts)  # a comma within parentheses belongs to a pruner
    return [ours.get(text.strip()) or runs.Optimiser.parse(text.strip(), [*PEERS, *ours]) for text in texts]


def _quality(options: argparse.Namespace) -> int:
    optimisers, tasks = _optimisers(options), _chosen(options)
    seeds = range(options.first_seed, options.first_seed + options.seeds)
    jobs = [(optimiser, task.name, seed) for seed in seeds for optimiser in optimisers for task in tasks]
    runs.run_all(jobs, options.out, options.jobs, options.seconds, run, Record)
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
    print("Ours:", ", ".join(_ours("hpo")))
    for task in catalogue().values():
        print(f"{task.name:20} {task.half:12} {len(task.space)} parameters")
    return 0
