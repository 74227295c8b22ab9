"""An optimiser in another process, spoken to in lines of JSON.

    -> {"cmd": "init", "space": [...], "direction": "minimize", "seed": 0, "n_trials": 50, "noisy": false}
    <- {"ok": true, "name": "..."}
    -> {"cmd": "ask"}
    <- {"id": 0, "params": {...}}              or {"exhausted": true} where a finite space has no further point
    -> {"cmd": "tell", "id": 0, "params": {...}, "value": 0.5, "state": "complete"}
    <- {"ok": true}
    -> {"cmd": "quit"}

Several objectives and constraints, each met where it is 0 or less, are `"directions": ["minimize", ...]` instead of the
direction and `"constraints": ["c0", ...]` in `init`, `"values": [...]` and `"constraints": [...]` in `tell`.

An answer {"error": "..."} fails the run. `init` begins a new run in the same process.
"""

from __future__ import annotations

import json
import os
import selectors
import shlex
import subprocess
import time
from pathlib import Path
from typing import Any

from .space import Configuration, Space

PATIENCE = 300.0  # seconds for one answer


class ProtocolError(Exception):
    """What went wrong between the harness and the program."""


class Exhausted(Exception):
    """The optimiser says that every point of the space was told."""


class Program:
    """A process that speaks the protocol; started when first needed, used for one run after another."""

    def __init__(self, command: str) -> None:
        self.command = command
        self.process: subprocess.Popen[bytes] | None = None
        self.rest = b""

    def start(self, space: Space, seed: int, trials: int, is_noisy: bool, **goal: Any) -> Run:
        """Begins a run, whose goal is to minimise one value if nothing else is said."""
        self.request(
            cmd="init", space=[parameter.message() for parameter in space], seed=seed, n_trials=trials,
            noisy=is_noisy, **(goal or {"direction": "minimize"}),
        )
        return Run(self)

    def request(self, **message: Any) -> dict[str, Any]:
        """Sends a line and waits for the answer."""
        if self.process is None or self.process.poll() is not None:
            self.process = subprocess.Popen(
                shlex.split(self.command), stdin=subprocess.PIPE, stdout=subprocess.PIPE, bufsize=0
            )
            self.rest = b""
        self.process.stdin.write(json.dumps(message).encode() + b"\n")
        answer = json.loads(self._line())
        if "error" in answer:
            raise ProtocolError(str(answer["error"]))
        return answer

    def _line(self) -> bytes:
        deadline = time.monotonic() + PATIENCE
        with selectors.DefaultSelector() as selector:
            selector.register(self.process.stdout, selectors.EVENT_READ)
            while b"\n" not in self.rest:
                if not selector.select(deadline - time.monotonic()):
                    self.process.kill()
                    raise ProtocolError(f"no answer within {PATIENCE:.0f} s")
                chunk = os.read(self.process.stdout.fileno(), 1 << 16)
                if not chunk:
                    raise ProtocolError(f"the program ended with code {self.process.wait()}")
                self.rest += chunk
        line, self.rest = self.rest.split(b"\n", 1)
        return line

    def cpu_seconds(self) -> float:
        """CPU time of all threads of the process so far."""
        if self.process is None:
            return 0.0
        threads = Path(f"/proc/{self.process.pid}/task").glob("*/schedstat")
        return sum(int(thread.read_text().split()[0]) for thread in threads) / 1e9


class Run:
    """One run of a program."""

    def __init__(self, program: Program) -> None:
        self.program = program
        self.number: int | None = None

    def ask(self) -> Configuration:
        """The next configuration to try."""
        answer = self.program.request(cmd="ask")
        if answer.get("exhausted"):
            raise Exhausted
        self.number = answer["id"]
        return answer["params"]

    def tell(self, configuration: Configuration, value: float) -> None:
        """The value of the configuration asked for last."""
        self.tell_outcome(configuration, value=value)

    def tell_outcome(self, configuration: Configuration, **outcome: Any) -> None:
        """What came of the configuration asked for last, as the protocol names it."""
        self.program.request(cmd="tell", id=self.number, params=configuration, **outcome, state="complete")

    def cpu_seconds(self) -> float:
        """CPU time of the optimiser so far."""
        return self.program.cpu_seconds()
