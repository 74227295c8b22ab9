"""What it costs to keep trials, beside Optuna in the same run.

Each figure is the median of some rounds that take turns, with the least and the most. A server of PostgreSQL is started for it, which
writes to the disk as it does in use."""

import argparse
import contextlib
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile
import time

parser = argparse.ArgumentParser(description=__doc__)
parser.add_argument("--root", default=pathlib.Path(__file__).resolve().parents[2], type=pathlib.Path)
parser.add_argument("--hpo", type=pathlib.Path, help="the program; without it .build/release/hpo")
parser.add_argument("--rounds", type=int, default=5)
parser.add_argument("--long", type=int, default=100_000, help="the trials of the long study")
options = parser.parse_args()
hpo = str(options.hpo or options.root / ".build/release/hpo")


def search(trials, objective="x", space="x in 0.0..1.0", strategy="random"):
    return f'search {space} with {strategy} for {trials} trials as "s" minimize {objective}'


def run_hpo(storage, code):
    subprocess.run([hpo, "--storage", storage, "-e", code], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)


OPTUNA = """
import sys, optuna
optuna.logging.set_verbosity(optuna.logging.ERROR)
storage, trials, reports = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
study = optuna.create_study(study_name="s", storage=storage, load_if_exists=True, sampler=optuna.samplers.RandomSampler())
def objective(trial):
    values = [trial.suggest_float(name, 0, 1) for name in "xyzw"[: 4 if reports else 1]]
    for step in range(reports):
        trial.report(values[0], step)
    return values[0]
study.optimize(objective, n_trials=trials)
"""


def run_optuna(storage, trials, reports=0):
    subprocess.run([sys.executable, "-W", "ignore", "-c", OPTUNA, storage, str(trials), str(reports)], check=True)


def seconds(body):
    begin = time.perf_counter()
    body()
    return time.perf_counter() - begin


def row(what, figures, unit="ms", scale=1000, digits=3):
    """Prints the median of figures in seconds with their least and most."""
    low, middle, high = (f"{scale * f(figures):.{digits}g}" for f in (min, statistics.median, max))
    print(f"| {what} | {middle} {unit} ({low} to {high}) |", flush=True)


@contextlib.contextmanager
def postgresql():
    """A server in a folder of its own, and the URL of its database."""
    bin = sorted(pathlib.Path("/usr/lib/postgresql").glob("*/bin"))[-1]
    as_user = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    with tempfile.TemporaryDirectory(prefix="hpo-benchmark") as folder:
        os.chmod(folder, 0o755)
        data = f"{folder}/data"
        os.mkdir(data, 0o700)
        if as_user:
            subprocess.run(["chown", "-R", "postgres", folder], check=True)
        port = 20000 + os.getpid() % 20000
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "check": True, "cwd": folder}
        subprocess.run([*as_user, bin / "initdb", "-D", data, "-U", "hpo", "-A", "trust", "-E", "UTF8"], **quiet)
        control = [*as_user, bin / "pg_ctl", "-D", data, "-w"]
        flags = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={folder} -c max_connections=200"
        subprocess.run([*control, "-l", f"{folder}/log", "-o", flags, "start"], **quiet)
        try:
            yield f"postgresql://hpo@127.0.0.1:{port}/postgres"
        finally:
            subprocess.run([*control, "-m", "immediate", "stop"], **quiet)


def crowd(storage, workers, trials):
    """Workers of one study side by side: the trials a second of all of them, and how many of them failed."""
    code = search(trials)
    run_hpo(storage, search(1))
    begin = time.perf_counter()
    processes = [subprocess.Popen([hpo, "--storage", storage, "-e", code], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) for _ in range(workers)]
    errors = [process.communicate()[1].decode() for process in processes]
    took = time.perf_counter() - begin
    failed = [e for p, e in zip(processes, errors) if p.returncode != 0]
    check = subprocess.run(
        [hpo, "--storage", storage, "-e", 'let s = study("s")\nprint(length(s.trials), all(s.trials, fn(t) = t.state == "complete"))'],
        capture_output=True, text=True, check=True,
    )
    assert check.stdout == f"{trials} true\n", check.stdout + check.stderr
    return trials / took, failed


with tempfile.TemporaryDirectory() as folder, postgresql() as server:
    names = iter(range(10**6))
    new_file = lambda: f"{folder}/{next(names)}.db"

    def new_database():
        name = f"b{next(names)}"
        subprocess.run(["psql", "-q", server, "-c", f"CREATE DATABASE {name}"], check=True)
        return server.rsplit("/", 1)[0] + "/" + name

    print("| what | hpo's and Optuna's figures |\n| --- | --- |")
    times = {}
    note = lambda key, value: times.setdefault(key, []).append(value)
    reporting = "{ for i in 1..20 { report(x, at: i) }\nx }"
    four = "x in 0.0..1.0, y in 0.0..1.0, z in 0.0..1.0, w in 0.0..1.0"
    for _ in range(options.rounds):
        note("hpo 100", seconds(lambda: run_hpo(new_file(), search(100))))
        note("optuna 100", seconds(lambda: run_optuna(f"sqlite:///{new_file()}", 100)))
        file = new_file()
        run_hpo(file, search(1, reporting, four))
        note("hpo 20", seconds(lambda: run_hpo(file, search(501, reporting, four))) / 500)
        database = new_database()
        run_hpo(database, search(1, reporting, four))
        note("hpo 20 pg", seconds(lambda: run_hpo(database, search(201, reporting, four))) / 200)
        file = f"sqlite:///{new_file()}"
        run_optuna(file, 1, 20)
        empty = seconds(lambda: run_optuna(file, 0, 20))
        note("optuna 20", (seconds(lambda: run_optuna(file, 20, 20)) - empty) / 20)
    row("100 trivial trials of a named study, from the start of the program: hpo", times["hpo 100"])
    row("the same: Optuna, SQLite", times["optuna 100"])
    row("a trial with 4 parameters and 20 reports: hpo, SQLite", times["hpo 20"])
    row("the same: hpo, PostgreSQL", times["hpo 20 pg"])
    row("the same: Optuna, SQLite", times["optuna 20"])
    for what, make, workers in [("SQLite", new_file, 8), ("PostgreSQL", new_database, 32)]:
        rates, failed = [], []
        for _ in range(options.rounds):
            rate, errors = crowd(make(), workers, 2000)
            rates.append(rate)
            failed += errors
        row(f"{workers} workers on one study in {what}, over all", rates, "trials/s", 1)
        print(f"| workers of those that failed | {len(failed)} of {workers * options.rounds} |")
        for error in failed[:1]:
            print(error, file=sys.stderr)
    for what, make in [("SQLite", new_file), ("PostgreSQL", new_database)]:
        storage = make()
        note(f"long {what}", seconds(lambda: run_hpo(storage, search(options.long))))
        row(f"a study of {options.long:,} trials in {what} is made", times[f"long {what}"], "s", 1)
        for count in range(1, options.rounds + 1):
            note(f"open {what}", seconds(lambda: run_hpo(storage, search(options.long + count))))
        row("and opened, for one trial more", times[f"open {what}"])
