"""The examples run."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1]


@pytest.mark.parametrize("example", sorted((PACKAGE / "examples").glob("*.py")), ids=lambda path: path.stem)
def test_it_runs(example):
    environment = {**os.environ, "PYTHONPATH": str(PACKAGE)}
    run = subprocess.run([sys.executable, "-W", "ignore", example], capture_output=True, text=True, env=environment)
    assert run.returncode == 0, run.stderr
    assert run.stdout
