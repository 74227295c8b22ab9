"""hpo is the program that the environment variable `HPO` names, or that of the `PATH`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import optuna
import pytest

from hpo_optuna.program import located


@pytest.fixture(autouse=True)
def quiet():
    optuna.logging.set_verbosity(optuna.logging.ERROR)


class Recorder:
    """A program that is hpo, and writes down what it is asked."""

    def __init__(self, folder: Path) -> None:
        self.program = str(folder / "recorder")
        self._lines = folder / "lines"
        Path(self.program).write_text(f'#!/bin/sh\ntee -a "{self._lines}" | "{located(None)}" "$@"\n')
        Path(self.program).chmod(0o755)

    def requests(self, command: str) -> list[dict[str, Any]]:
        requests = [json.loads(line) for line in self._lines.read_text().splitlines()]
        return [request for request in requests if request["cmd"] == command]


@pytest.fixture
def recorder(tmp_path):
    return Recorder(tmp_path)
