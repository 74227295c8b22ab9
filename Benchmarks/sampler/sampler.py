"""Optuna's samplers and hpo's in one study each: regret after 50 trials of bbob functions in 5-D, and the wait for one.

    sampler.py run FILE [--seeds 5] [--samplers gp,gaussian]     appends what is not there yet, one run at a time
    sampler.py report FILE                                        writes the tables

The functions are the first two of each of COCO's five groups whose numbers are even: the half for judging of
Benchmarks/optimiser. The wait is what a script waits for: `study.ask`, the suggestions and `study.tell`, from the 11th
trial on.
"""

from __future__ import annotations

import argparse
import csv
import os
import time
import warnings
from pathlib import Path
from statistics import mean

import optuna

from harness.families.coco import INSTANCE, _real

FUNCTIONS = (2, 4, 6, 8, 10, 12, 16, 18, 20, 22)
DIMENSION, TRIALS, WARM = 5, 50, 10
FIELDS = ("sampler", "function", "seed", "regret", "wait", "cpu")


def make(name: str, seed: int) -> optuna.samplers.BaseSampler:
    if name == "gp":
        return optuna.samplers.GPSampler(seed=seed)
    if name == "optuna-tpe":
        return optuna.samplers.TPESampler(seed=seed)
    if name == "random":
        return optuna.samplers.RandomSampler(seed=seed)
    from hpo_optuna import HpoSampler

    return HpoSampler(name, seed=seed)


def cpu_seconds() -> float:
    """Of this process and of those that it has started."""
    ticks, pid = 0, os.getpid()
    for child in Path(f"/proc/self/task/{pid}/children").read_text().split():
        fields = Path(f"/proc/{child}/stat").read_text().rsplit(")", 1)[1].split()
        ticks += int(fields[11]) + int(fields[12])
    return time.process_time() + ticks / os.sysconf("SC_CLK_TCK")


def run(name: str, function: int, seed: int) -> dict[str, object]:
    task = _real(function, DIMENSION)
    objective = task.make()
    study = optuna.create_study(sampler=make(name, seed))
    wait = cpu = 0.0
    for number in range(TRIALS):
        begin, used = time.perf_counter(), cpu_seconds()
        trial = study.ask()
        configuration = {p.name: trial.suggest_float(p.name, p.low, p.high) for p in task.space}
        waited, spent = time.perf_counter() - begin, cpu_seconds() - used
        value = objective(configuration)
        begin, used = time.perf_counter(), cpu_seconds()
        study.tell(trial, value)
        if number >= WARM:
            wait += waited + time.perf_counter() - begin
            cpu += spent + cpu_seconds() - used
    count = TRIALS - WARM
    return {
        "sampler": name, "function": function, "seed": seed, "regret": f"{study.best_value - task.optimum:.6g}",
        "wait": f"{wait / count:.5f}", "cpu": f"{cpu / count:.5f}",
    }


def read(file: Path) -> list[dict[str, str]]:
    if not file.exists():
        return []
    with file.open(newline="") as lines:
        return list(csv.DictReader(lines))


def run_all(file: Path, samplers: list[str], seeds: int) -> None:
    done = {(row["sampler"], row["function"], row["seed"]) for row in read(file)}
    is_new = not file.exists()
    with file.open("a", newline="") as lines:
        writer = csv.DictWriter(lines, FIELDS, lineterminator="\n")
        if is_new:
            writer.writeheader()
        for seed in range(seeds):
            for function in FUNCTIONS:
                for name in samplers:  # one after the other, so that what else the machine does concerns all
                    if (name, str(function), str(seed)) not in done:
                        writer.writerow(run(name, function, seed))
                        lines.flush()


def report(file: Path) -> None:
    rows = read(file)
    samplers = list(dict.fromkeys(row["sampler"] for row in rows))
    print(f"Mean regret after {TRIALS} trials, bbob in {DIMENSION}-D, instance {INSTANCE}\n")
    print("| function | " + " | ".join(samplers) + " |\n|---" + "|---:" * len(samplers) + "|")
    wins = dict.fromkeys(samplers, 0)
    for function in FUNCTIONS:
        these = [row for row in rows if row["function"] == str(function)]
        regrets = {name: mean(float(row["regret"]) for row in these if row["sampler"] == name) for name in samplers}
        best = min(regrets.values())
        wins[min(regrets, key=regrets.get)] += 1
        cells = [f"**{value:.3g}**" if value == best else f"{value:.3g}" for value in regrets.values()]
        print(f"| f{function} | " + " | ".join(cells) + " |")
    print("| least of all | " + " | ".join(str(wins[name]) for name in samplers) + " |")
    for field, words in (("wait", "wait for a trial, ms"), ("cpu", "of it CPU time, ms")):
        values = [1e3 * mean(float(row[field]) for row in rows if row["sampler"] == name) for name in samplers]
        print(f"| {words} | " + " | ".join(f"{value:.1f}" for value in values) + " |")
    counts = [str(sum(row["sampler"] == name for row in rows)) for name in samplers]
    print("| runs | " + " | ".join(counts) + " |")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("action", choices=["run", "report"])
    parser.add_argument("file", type=Path)
    parser.add_argument("--samplers", default="gp,optuna-tpe,random,gaussian,tpe")
    parser.add_argument("--seeds", type=int, default=5)
    options = parser.parse_args()
    optuna.logging.set_verbosity(optuna.logging.ERROR)
    warnings.simplefilter("ignore")
    if options.action == "run":
        run_all(options.file, options.samplers.split(","), options.seeds)
    report(options.file)


if __name__ == "__main__":
    main()
