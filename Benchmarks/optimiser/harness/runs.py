"""Runs: an optimiser on a task with a seed, and the file that keeps what came of them.

A record holds the *true* value of the best *observed* configuration after 15, 25 and 50 trials: values, not regrets, so
that records stay right when a better optimum of a task becomes known.
"""

from __future__ import annotations

import csv
import math
import multiprocessing
import sys
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import ClassVar, Self, TypeVar

from .peers import PEERS, Peer, peer
from .protocol import Exhausted, Program
from .space import Space
from .tasks import Objective, Task, catalogue

CHECKPOINTS = (15, 25, 50)
WARM = 10  # trials before this one are not timed: they are initial designs and imports


@dataclass(frozen=True)
class Optimiser:
    """A peer by its name, or a program that speaks the protocol."""

    name: str
    command: str | None = None

    @staticmethod
    def parse(text: str, peers: Iterable[str] = PEERS) -> Optimiser:
        """`name` of a peer, or `name=command`."""
        name, separator, command = text.partition("=")
        if not separator and name not in peers:
            raise ValueError(f"no peer is named '{name}' (there are {', '.join(peers)}; or write name='command line')")
        return Optimiser(name, command if separator else None)


@dataclass(frozen=True)
class Record:
    """What a run came to."""

    checkpoints: ClassVar[tuple[int, ...]] = CHECKPOINTS
    measure: ClassVar[str] = "best"

    optimiser: str
    task: str
    seed: int
    best: tuple[float, ...]  # at the checkpoints
    ms: float  # mean CPU time of a trial's ask and tell

    @property
    def key(self) -> tuple[str, str, int]:
        return self.optimiser, self.task, self.seed

    def row(self) -> list[str]:
        numbers = [f"{value:.8g}" for value in self.best]
        return [self.optimiser, self.task, str(self.seed), *numbers, f"{self.ms:.3g}"]

    @classmethod
    def head(cls) -> list[str]:
        return ["optimiser", "task", "seed", *(f"{cls.measure}@{n}" for n in cls.checkpoints), "ms"]

    @classmethod
    def parse(cls, row: dict[str, str]) -> Self:
        best = tuple(float(row[f"{cls.measure}@{n}"]) for n in cls.checkpoints)
        return cls(row["optimiser"], row["task"], int(row["seed"]), best, float(row["ms"]))


R = TypeVar("R", bound=Record)


def read(files: Iterable[Path], kind: type[R] = Record) -> list[R]:
    """The records of these files; of a run that stands in several, the last."""
    records: dict[tuple[str, str, int], R] = {}
    for file in files:
        with file.open(newline="") as lines:
            for row in csv.DictReader(lines):
                record = kind.parse(row)
                records[record.key] = record
    return list(records.values())


def write(records: Iterable[R], file: Path, kind: type[R] = Record) -> None:
    """A file of these records alone."""
    with file.open("w", newline="") as lines:
        writer = csv.writer(lines, lineterminator="\n")
        writer.writerow(kind.head())
        writer.writerows(record.row() for record in records)


@cache
def _tasks() -> dict[str, Task]:
    return catalogue()


@cache
def _objective(task: str) -> Objective:
    return _tasks()[task].make()


@cache
def program(command: str) -> Program:
    return Program(command)


def start(
    optimiser: Optimiser, space: Space, seed: int, trials: int, is_noisy: bool
) -> tuple[Peer, Callable[[], float]]:
    """A run, and the clock of the CPU time that its optimiser has taken."""
    if optimiser.command is None:
        return peer(optimiser.name)(space, seed, trials, is_noisy), time.process_time
    run = program(optimiser.command).start(space, seed, trials, is_noisy)
    return run, run.cpu_seconds


def run(optimiser: Optimiser, name: str, seed: int) -> Record:
    """One run of 50 trials; a finite space that is exhausted keeps its best to the end."""
    task, trials = _tasks()[name], CHECKPOINTS[-1]
    objective, noises = _objective(task.name), task.noises(seed, trials)
    process, cpu_seconds = start(optimiser, task.space, seed, trials, task.is_noisy)
    incumbent, observed, spent, timed = math.nan, math.inf, 0.0, 0
    best: list[float] = []
    for trial in range(trials):
        before = cpu_seconds()
        try:
            configuration = process.ask()
        except Exhausted:
            break
        asked = cpu_seconds() - before
        value = objective(configuration)
        seen = value + float(noises[trial])
        if seen < observed:
            incumbent, observed = value, seen
        before = cpu_seconds()
        process.tell(configuration, seen)
        if trial >= WARM:
            spent, timed = spent + asked + cpu_seconds() - before, timed + 1
        if trial + 1 in CHECKPOINTS:
            best.append(incumbent)
    best += [incumbent] * (len(CHECKPOINTS) - len(best))
    return Record(optimiser.name, task.name, seed, tuple(best), 1e3 * spent / max(timed, 1))


Job = tuple[Optimiser, str, int]


def _attempt(make: Callable[[Optimiser, str, int], R], job: Job) -> tuple[Job, R | str]:
    try:
        return job, make(*job)
    except Exception as error:  # a peer may fail in any way; the run is then missing, and said so
        return job, f"{type(error).__name__}: {error}"


def run_all(
    jobs: list[Job], file: Path, processes: int, seconds: float,
    make: Callable[[Optimiser, str, int], R] = run, kind: type[R] = Record,
) -> None:
    """Runs what the file does not hold yet, in this order, and appends each record as it comes.

    Stops beginning new runs after so many seconds; 0 means never.
    """
    done = {record.key for record in read([file], kind)} if file.exists() else set()
    left = [job for job in jobs if (job[0].name, job[1], job[2]) not in done]
    file.parent.mkdir(parents=True, exist_ok=True)
    is_new = not file.exists()
    begin = time.monotonic()
    with file.open("a", newline="") as lines, multiprocessing.get_context("fork").Pool(processes) as pool:
        writer = csv.writer(lines, lineterminator="\n")
        if is_new:
            writer.writerow(kind.head())
        for count, (job, result) in enumerate(pool.imap_unordered(partial(_attempt, make), left), start=1):
            if isinstance(result, kind):
                writer.writerow(result.row())
                lines.flush()
            else:
                print(f"failed: {job[0].name} on {job[1]}, seed {job[2]}: {result[:100]}", file=sys.stderr, flush=True)
            if count % 50 == 0 or count == len(left):
                print(f"{count} of {len(left)} runs, {time.monotonic() - begin:.0f} s", file=sys.stderr, flush=True)
            if seconds and time.monotonic() - begin > seconds:
                print(f"the time is over: {len(left) - count} runs are missing", flush=True)
                break

