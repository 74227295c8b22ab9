"""A process of `hpo ask-tell`: a line of JSON in, a line of JSON out."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import subprocess
import tempfile
import weakref
from collections.abc import Sequence
from typing import Any

PATIENCE = 5.0  # seconds that a process has to end by itself


class HpoError(RuntimeError):
    """hpo is not there, or has ended."""


class HpoRefusal(HpoError, ValueError):
    """hpo refuses what it was asked, in its own words."""


def located(program: str | None) -> str:
    """Where hpo lies: what is named here, else by the environment variable `HPO`, else `hpo` of the `PATH`."""
    name = program or os.environ.get("HPO") or "hpo"
    path = shutil.which(name)
    if path is None:
        where = "there is no program" if program or os.environ.get("HPO") else "the PATH has no program"
        raise HpoError(f"{where} `{name}`: name it by the environment variable HPO or by `program=`")
    return path


class Program:
    """A process that ends with this object, and at the latest with the interpreter, whatever ends that.

    It has a session of its own, so that Ctrl-C in a terminal is Python's alone.
    """

    def __init__(self, arguments: Sequence[str], program: str | None = None) -> None:
        path = located(program)
        self._errors = tempfile.TemporaryFile()
        try:
            self._process = subprocess.Popen(
                [path, "ask-tell", *arguments],
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self._errors, start_new_session=True,
            )
        except OSError as error:
            raise HpoError(f"`{path}` cannot be run: {error.strerror}") from error
        self.end = weakref.finalize(self, _end, self._process, os.getpid())

    def request(self, command: str, **members: Any) -> dict[str, Any]:
        """The answer to a request.

        Raises:
            HpoRefusal: what cannot be followed; nothing has changed then.
            HpoError: the process has ended.
        """
        line = json.dumps({"cmd": command, **members}) + "\n"
        try:
            self._process.stdin.write(line.encode())
            self._process.stdin.flush()
            reply = self._process.stdout.readline()
        except (BrokenPipeError, ValueError):  # it has ended, by itself or by `end`
            reply = b""
        except BaseException:  # what comes next would be the answer to this
            self.end()
            raise
        if not reply.endswith(b"\n"):
            raise self._ending()
        answer = json.loads(reply)
        if "error" in answer:
            raise HpoRefusal(f"hpo: {answer['error']}")
        return answer

    def _ending(self) -> HpoError:
        """What is said of a process that has not answered."""
        self.end()
        code = self._process.returncode
        self._errors.seek(0)
        text = self._errors.read().decode(errors="replace").strip()
        if code == 64:  # wrong usage: a strategy or a pruner that hpo does not know
            return HpoRefusal(f"hpo: {text.removeprefix('error: ')}")
        how = f"by signal {-code}" if code < 0 else f"with exit code {code}"
        return HpoError(f"hpo has ended {how}" + (f": {text}" if text else ""))


def _end(process: subprocess.Popen[bytes], owner: int) -> None:
    if os.getpid() != owner:  # this is a fork, and the process belongs to its parent
        process.returncode = 0
    with contextlib.suppress(OSError, ValueError):
        if os.getpid() == owner:
            # Closing its input would do, if no fork had it open as well.
            process.stdin.write(b'{"cmd":"quit"}\n')
        process.stdin.close()
    try:
        process.wait(PATIENCE)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    process.stdout.close()
