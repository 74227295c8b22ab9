"""The contenders: processes that answer lines, see `worker`."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[1]
PROGRAM = FOLDER / ".build" / "release" / "network-benchmark"

# name: the library of the worker, or None for hpo's own program
CONTENDERS: dict[str, str | None] = {
    "hpo": None,
    "PyTorch": "pytorch:eager",
    "PyTorch fused": "pytorch:fused",
    "PyTorch compiled": "pytorch:compile",
    "JAX": "jax_jit",
    "Keras": "keras_tensorflow",
    "scikit-learn": "sklearn_mlp",
    "OpenBLAS": "openblas",
}


@dataclass(frozen=True)
class Measurement:
    """How much was done (samples, or floating-point operations), and what it took."""

    amount: float
    cpu: float
    wall: float


class Contender:
    """A contender's process with a number of threads."""

    def __init__(self, name: str, threads: int = 1) -> None:
        self.name = name
        library = CONTENDERS[name]
        program = os.environ.get("NETWORK_BENCHMARK", str(PROGRAM))
        command = [program] if library is None else [sys.executable, "-m", "harness.worker", library, str(threads)]
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, bufsize=1,
            cwd=FOLDER,
        )

    def send(self, request: str) -> None:
        """Asks without waiting."""
        self.process.stdin.write(request + "\n")

    def receive(self) -> Measurement | None:
        """The answer; None where the contender can't do what was asked."""
        words = self.process.stdout.readline().split()
        return Measurement(*map(float, words[1:])) if words[:1] == ["ok"] else None

    def measure(self, request: str) -> Measurement | None:
        """Asks and waits."""
        self.send(request)
        return self.receive()

    def peak_megabytes(self) -> float:
        """The most memory that the process ever had."""
        for line in Path(f"/proc/{self.process.pid}/status").read_text().splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) / 1024
        return float("nan")

    def close(self) -> None:
        """Ends the process."""
        self.process.stdin.close()
        self.process.wait()
