"""Processes: how they begin and end, and what is said when they do not."""

from __future__ import annotations

import copy
import os
import pickle
import signal
import subprocess
import sys
import time
from pathlib import Path

import optuna
import pytest

from hpo_optuna import HpoError, HpoRefusal, HpoSampler
from hpo_optuna.program import Program


def objective(trial):
    return trial.suggest_float("x", 0, 1)


def children() -> list[int]:
    """The processes that this one has started and not taken note of the end of."""
    return [int(child) for child in Path(f"/proc/self/task/{os.getpid()}/children").read_text().split()]


def studied(trials=3):
    study = optuna.create_study(sampler=HpoSampler("random", seed=1))
    study.optimize(objective, n_trials=trials)
    return study


def test_a_strategy_that_hpo_does_not_know_is_refused_at_once():
    with pytest.raises(HpoRefusal, match="did you mean `gaussian`"):
        HpoSampler("gausian")


def test_what_hpo_refuses_is_said_in_its_words():
    study = optuna.create_study(sampler=HpoSampler("gamma", seed=1))
    with pytest.raises(HpoRefusal, match="gamma"):
        study.optimize(lambda trial: objective(trial) - 1, n_trials=3)


@pytest.mark.parametrize("name", ["/nowhere/hpo", "no-such-program"])
def test_a_program_that_is_not_there(name, monkeypatch):
    with pytest.raises(HpoError, match=f"there is no program `{name}`"):
        HpoSampler(program=name)
    monkeypatch.setenv("HPO", name)
    with pytest.raises(HpoError, match=f"there is no program `{name}`"):
        HpoSampler()
    monkeypatch.delenv("HPO")
    monkeypatch.setenv("PATH", "/nowhere")
    with pytest.raises(HpoError, match="the PATH has no program `hpo`"):
        HpoSampler()


@pytest.mark.parametrize("body, message", [("exit 3", "exit code 3"), ("echo oh >&2; kill -9 $$", "signal 9: oh")])
def test_a_program_that_is_another(body, message, tmp_path):
    program = tmp_path / "other"
    program.write_text(f"#!/bin/sh\n{body}\n")
    program.chmod(0o755)
    with pytest.raises(HpoError, match=message):
        HpoSampler(program=str(program))


def test_a_process_that_dies_is_said_and_begun_anew():
    before = set(children())
    study = studied()
    (child,) = set(children()) - before
    os.kill(child, signal.SIGKILL)
    with pytest.raises(HpoError, match="hpo has ended by signal 9"):
        study.optimize(objective, n_trials=1)
    study.optimize(objective, n_trials=3)
    assert len(study.get_trials(states=[optuna.trial.TrialState.COMPLETE])) == 6


def test_a_process_ends_with_its_study():
    before = children()
    study = studied()
    assert len(children()) == len(before) + 1
    del study
    assert children() == before


def test_a_process_ends_with_a_space_that_has_changed():
    before = children()
    study = studied()
    for high in range(2, 6):
        study.optimize(lambda trial: trial.suggest_float("x", 0, high), n_trials=2)
    assert len(children()) == len(before) + 1


@pytest.mark.parametrize("end", ["pass", "1 / 0", "os._exit(0)", "os.kill(os.getpid(), 9)"])
def test_processes_end_with_the_interpreter(end):
    script = f"""
import os, optuna, sys, tests.test_programs as own
study = own.studied()
print(*own.children(), flush=True)
{end}
"""
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, cwd=Path(__file__).parents[1])
    (child,) = run.stdout.split()
    for _ in range(100):
        if not Path(f"/proc/{child}").exists():
            return
        time.sleep(0.05)
    pytest.fail(f"process {child} has not ended: {run.stderr}")


def test_copies_have_processes_of_their_own():
    sampler = HpoSampler("gaussian", seed=1)
    study = optuna.create_study(sampler=sampler)
    study.optimize(objective, n_trials=5)
    for copied in (pickle.loads(pickle.dumps(sampler)), copy.deepcopy(sampler)):
        study.sampler = copied
        study.optimize(objective, n_trials=3)
    assert len(study.trials) == 11


def test_a_fork_leaves_its_parents_process_alone(tmp_path):
    study = studied()
    pid = os.fork()
    if pid == 0:
        try:
            study.optimize(objective, n_trials=3)
            (tmp_path / "trials").write_text(str(len(study.trials)))
            del study
        finally:
            os._exit(0)
    os.waitpid(pid, 0)
    assert (tmp_path / "trials").read_text() == "6"
    study.optimize(objective, n_trials=2)
    assert len(study.trials) == 5


class Interrupted:
    """An output at whose reading Ctrl-C is pressed."""

    def readline(self):
        raise KeyboardInterrupt

    def close(self):
        pass


def test_an_interrupted_request_ends_its_process():
    program = Program(["--strategy", "random"])
    program._process.stdout.close()
    program._process.stdout = Interrupted()
    with pytest.raises(KeyboardInterrupt):
        program.request("quit")
    assert not program.end.alive and program._process.returncode is not None
