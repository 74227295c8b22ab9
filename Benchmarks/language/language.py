"""The speed of the language: programs beside CPython and Lua, the start, reading, and the trial loop beside Optuna.

What is measured is the CPU time of whole processes, in rounds in which all take turns; shown are medians."""

import argparse
import math
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile
import time

parser = argparse.ArgumentParser(description=__doc__)
parser.add_argument("--root", required=True, type=pathlib.Path)
parser.add_argument("--cpython", required=True)
parser.add_argument("--lua", required=True)
parser.add_argument("--optuna", required=True, help="a Python that has Optuna")
parser.add_argument("--hpo", help="the program; without it .build/release/hpo")
parser.add_argument("--parts", default="programs,start,lines,trials")
parser.add_argument("--rounds", type=int)
parser.add_argument("--quick", action="store_true", help="3 rounds, and fewer trials")
options = parser.parse_args()
hpo = options.hpo or str(options.root / ".build/release/hpo")
rounds = options.rounds or (3 if options.quick else 9)
programs = pathlib.Path(__file__).resolve().parent / "programs"

names = ["fib", "mandelbrot", "sieve", "n-body", "closures", "comprehension", "groups", "strings"]
languages = {"CPython": ([options.cpython], "py"), "Lua": ([options.lua], "lua"), "hpo": ([hpo], "hpo")}


def measured(command, repeats=1):
    """The CPU time and the time by the wall clock of a process in seconds, and what it printed."""
    cpu = wall = 0
    for _ in range(repeats):
        with tempfile.TemporaryFile() as output:
            begin = time.perf_counter()
            process = subprocess.Popen(command, stdout=output, stderr=subprocess.PIPE)
            errors = process.stderr.read()
            _, status, usage = os.wait4(process.pid, 0)
            wall += time.perf_counter() - begin
            process.returncode = status
            if status != 0:
                sys.exit(f"{' '.join(command)} ends with {status}:\n{errors.decode()}")
            cpu += usage.ru_utime + usage.ru_stime
            output.seek(0)
            printed = output.read().decode()
    return cpu / repeats, wall / repeats, printed


def medians(commands, repeats=1):
    """The median CPU time and time by the wall clock of each command, and what it printed; in turns, round by round."""
    figures = {name: [] for name in commands}
    for _ in range(rounds):
        for name, command in commands.items():
            figures[name].append(measured(command, repeats))
    return {
        name: (statistics.median(f[0] for f in rows), statistics.median(f[1] for f in rows), rows[0][2], rows)
        for name, rows in figures.items()
    }


def words(printed):
    """What was printed, with numbers as numbers: languages write them differently."""

    def word(text):
        try:
            return float(text)
        except ValueError:
            return text

    return [word(text) for text in printed.split()]


def row(*cells):
    print("| " + " | ".join(str(cell) for cell in cells) + " |", flush=True)


def table(*titles):
    print()
    row(*titles)
    row(*["---"] * len(titles))


def milliseconds(seconds):
    return f"{1000 * seconds:.3g}"


def mean(ratios):
    return math.exp(statistics.fmean(map(math.log, ratios)))


def compare_programs(folder):
    commands = {}
    for language, (command, ending) in languages.items():
        empty = folder / f"empty.{ending}"
        empty.write_text("")
        commands[language, "start"] = [*command, str(empty)]
        for name in names:
            commands[language, name] = [*command, str(programs / f"{name}.{ending}")]
    figures = medians(commands)
    times = {key: figure[0] - figures[key[0], "start"][0] for key, figure in figures.items()}
    table("program", *(f"{language}, ms" for language in languages), "hpo / CPython", "Lua / CPython", "hpo / Lua", "spread of hpo")
    ratios = {"hpo": {}, "Lua": {}}
    for name in names:
        printed = [words(figures[language, name][2]) for language in languages]
        if any(other != printed[0] for other in printed):
            sys.exit(f"{name} gives different results: {printed}")
        for language in ratios:
            ratios[language][name] = times["CPython", name] / times[language, name]
        all_hpo = [cpu for cpu, _, _ in figures["hpo", name][3]]
        spread = (max(all_hpo) - min(all_hpo)) / statistics.median(all_hpo)
        ours, lua = ratios["hpo"][name], ratios["Lua"][name]
        row(name, *(milliseconds(times[language, name]) for language in languages), f"{ours:.2f}", f"{lua:.2f}", f"{ours / lua:.2f}", f"{spread:.0%}")
    for title, chosen in [("all", names), ("without strings", names[:-1])]:
        ours, lua = (mean([ratios[language][name] for name in chosen]) for language in ("hpo", "Lua"))
        row(f"geometric mean, {title}", "", "", "", f"**{ours:.2f}**", f"**{lua:.2f}**", f"**{ours / lua:.2f}**", "")


def compare_starts():
    commands = {
        "`hpo -e 1`": [hpo, "-e", "1"], "`python3 -c 1`": [options.cpython, "-c", "1"], "`lua -e 1`": [options.lua, "-e", "x = 1"]
    }
    table("start", "CPU time, ms", "wall clock, ms", "least CPU time, ms", "least wall clock, ms")
    for name, (cpu, wall, _, rows) in medians(commands, repeats=10).items():
        least = [min(row[i] for row in rows) for i in (0, 1)]
        row(name, *(milliseconds(seconds) for seconds in (cpu, wall, *least)))


UNIT = """
## The area of a ring, in the unit of its radii.
fn ring_{n}(outer, inner = 0.5) {{
  if inner > outer {{ fail("the inner radius {{inner}} is above the outer, {{outer}}") }}
  let square = outer^2 - inner^2
  pi * square
}}
let sizes_{n} = [ring_{n}(i * 0.5, inner: 0.1) for i in 1..9 if i mod 2 == 1]
var total_{n} = 0.0
for size in sizes_{n} {{
  total_{n} = total_{n} + size / {n}
}}
let row_{n} = {{name: "ring {n}", total: total_{n}, sizes: sizes_{n} |> take(3)}}
let study_{n} = search lr in log(1e-4, 1), depth in 1..{n}, drop in 0%..50% if depth > 1 with random for 3 trials minimize lr * depth
expect row_{n}.total >= 0 and length(row_{n}.sizes) == 3
if row_{n}.total > 100 {{
  print("row {{row_{n}.name}}:", row_{n}.total)
}}
"""


def check_lines(folder):
    count = 100_000
    file = folder / "lines.hpo"
    size = UNIT.count("\n") - 1
    text = "".join(UNIT.format(n=n).lstrip() for n in range(1, count // size + 1))
    file.write_text(text + "# The end.\n" * (count % size))
    figures = medians({"lines": [hpo, "check", str(file)]})["lines"]
    table("reading", "CPU time, s", "wall clock, s")
    row(f"`hpo check` of {count:,} lines", *(f"{seconds:.2f}" for seconds in figures[:2]))


OPTUNA = """
import sys
import optuna
optuna.logging.set_verbosity(optuna.logging.ERROR)
sampler = {"random": optuna.samplers.RandomSampler, "tpe": optuna.samplers.TPESampler}[sys.argv[1]](seed=0)
def objective(trial):
    x = trial.suggest_float("x", -5, 5)
    y = trial.suggest_float("y", -5, 5)
    n = trial.suggest_int("n", 1, 9)
    return (x - 1) ** 2 + (y + 2) ** 2 + 0.1 * n
study = optuna.create_study(sampler=sampler)
study.optimize(objective, n_trials=int(sys.argv[2]))
print(study.best_value)
"""


def compare_trials():
    def ours(strategy, trials):
        space = "x in -5.0..5.0, y in -5.0..5.0, n in 1..9"
        search = f"search {space} with {strategy} for {trials} trials minimize (x - 1)^2 + (y + 2)^2 + 0.1 * n"
        return [hpo, "-e", f"let s = ({search})\nprint(s.value)"]

    table("search", "hpo, s", "Optuna, s", "Optuna / hpo", "best values")
    for strategy, trials in [("random", 10_000), ("tpe", 1000 if options.quick else 2000)]:
        commands = {}
        for count in (trials, 1):
            commands["hpo", count] = ours(strategy, count)
            commands["Optuna", count] = [options.optuna, "-W", "ignore", "-c", OPTUNA, strategy, str(count)]
        figures = {}
        for key, command in commands.items():
            figures[key] = []
        for _ in range(min(rounds, 3)):
            for key, command in commands.items():
                figures[key].append(measured(command))
        cpu = {key: statistics.median(figure[0] for figure in rows) for key, rows in figures.items()}
        hpo_time, optuna_time = (cpu[who, trials] - cpu[who, 1] for who in ("hpo", "Optuna"))
        best = ", ".join(f"{float(figures[who, trials][0][2].split()[-1]):.3g}" for who in ("hpo", "Optuna"))
        row(f"{strategy}, {trials:,} trials", f"{hpo_time:.3g}", f"{optuna_time:.3g}", f"{optuna_time / hpo_time:.1f}", best)


versions = [
    subprocess.run([program, flag], capture_output=True, text=True).stdout.strip().split("  ")[0]
    for program, flag in ((options.cpython, "--version"), (options.lua, "-v"), (hpo, "--version"))
]
print(f"{', '.join(versions)}; {rounds} rounds; load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores.")
with tempfile.TemporaryDirectory() as name:
    folder = pathlib.Path(name)
    parts = options.parts.split(",")
    if "programs" in parts:
        compare_programs(folder)
    if "start" in parts:
        compare_starts()
    if "lines" in parts:
        check_lines(folder)
    if "trials" in parts:
        compare_trials()
