"""A script of Optuna's has proposals of hpo by one argument, and nothing else of it changes."""

import os
import re
import subprocess
import sys
from pathlib import Path

PACKAGE = Path(__file__).parents[1]
SCRIPT = (Path(__file__).parent / "tutorial.py").read_text()
CALL = "optuna.create_study("


def run(text, folder, program):
    script = folder / "tutorial.py"
    script.write_text(text)
    environment = {**os.environ, "PYTHONPATH": str(PACKAGE), "HPO": program}
    done = subprocess.run([sys.executable, "-W", "ignore", script], capture_output=True, text=True, env=environment)
    assert done.returncode == 0, done.stderr
    counts = re.search(r"finished: (\d+) pruned: (\d+) complete: (\d+)", done.stdout)
    best = float(re.search(r"best accuracy: (\S+)", done.stdout)[1])
    return [int(count) for count in counts.groups()], best, done.stdout


def test_one_argument_is_all(tmp_path, recorder):
    assert SCRIPT.count(CALL) == 1
    text = SCRIPT.replace(CALL, f"{CALL}sampler=HpoSampler(), ")
    text = text.replace("import optuna\n", "import optuna\nfrom hpo_optuna import HpoSampler\n", 1)
    (finished, pruned, complete), best, output = run(text, tmp_path, recorder.program)
    assert finished == pruned + complete == 30 and pruned > 0
    assert best > 0.9
    chosen = set(re.findall(r"^  ([a-z_]+)", output, re.MULTILINE))
    assert chosen in ({"classifier", "alpha", "penalty"}, {"classifier", "depth", "width", "learning_rate"})
    # hpo was asked for what was not enqueued, found the conditions, and was told how trials went and ended.
    assert len(recorder.requests("ask")) > 20
    spaces = [{each["name"]: each.get("if") for each in request["space"]} for request in recorder.requests("init")]
    conditions = {"alpha": {"classifier": [0]}, "penalty": {"classifier": [0]}, "learning_rate": {"classifier": [1]}}
    assert any(conditions.items() <= space.items() for space in spaces if "classifier" in space)
    assert {request["state"] for request in recorder.requests("tell")} >= {"complete", "pruned"}
    assert {request["step"] for request in recorder.requests("report")} == set(range(6))


def test_it_runs_without_hpo(tmp_path):
    (finished, _, complete), best, _ = run(SCRIPT, tmp_path, "/nowhere/hpo")
    assert finished == 30 and complete > 0 and best > 0.9
