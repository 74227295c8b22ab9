"""A library in a process of its own: `python -m harness.worker LIBRARY THREADS` answers lines as hpo's program does.

    train NETWORK BATCH OPTIMIZER SECONDS              ok samples, CPU seconds, wall seconds
    first NETWORK BATCH OPTIMIZER                      ok 1, CPU seconds, wall seconds
    gemm M N K SECONDS                                 ok operations, CPU seconds, wall seconds
    conv IMAGES SIDE CHANNELS FILTERS KERNEL SECONDS   ok operations, CPU seconds, wall seconds

SECONDS is the CPU time to spend, so that a busy machine gives as much evidence as a quiet one.
What a library cannot do is answered by "no" and the reason.
"""

from __future__ import annotations

import importlib
import os
import sys
import time
import warnings
from collections.abc import Callable
from functools import lru_cache
from typing import Any

CHUNK = 0.1  # CPU seconds of work between two looks at the clock


def main(library: str, threads: int) -> None:
    _limit_threads(threads)
    warnings.simplefilter("ignore")
    name, _, variant = library.partition(":")
    module = importlib.import_module(f"harness.libraries.{name}")
    module.limit_threads(threads)
    answers = _Answers(module, variant)
    replies = os.fdopen(os.dup(1), "w", buffering=1)
    os.dup2(2, 1)  # what a library prints is no reply
    for line in sys.stdin:
        try:
            amount, cpu, wall = answers.answer(line.split())
            print("ok", amount, cpu, wall, file=replies)
        except Exception as error:  # a library may fail in any way
            print("no", type(error).__name__, str(error).replace("\n", " ")[:200], file=replies)


def _limit_threads(threads: int) -> None:
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ[name] = str(threads)
    os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
    eigen = "true" if threads > 1 else "false"
    os.environ["XLA_FLAGS"] = f"--xla_cpu_multi_thread_eigen={eigen} intra_op_parallelism_threads={threads}"


class _Answers:
    """The requests; what was made for one serves the next that asks for the same."""

    def __init__(self, module: Any, variant: str) -> None:
        self.module = module
        self.variant = (variant,) if variant else ()
        self.work = lru_cache(maxsize=1)(self._work)

    def answer(self, words: list[str]) -> tuple[float, float, float]:
        if words[0] == "first":
            return self._first(words)
        seconds = float(words[-1])
        work, amount, chunk = self.work(tuple(words[:-1]))
        cpu, wall, steps = time.process_time(), time.perf_counter(), 0
        while time.process_time() - cpu < seconds:
            work(chunk)
            steps += chunk
        return steps * amount, time.process_time() - cpu, time.perf_counter() - wall

    def _first(self, words: list[str]) -> tuple[float, float, float]:
        cpu, wall = time.process_time(), time.perf_counter()
        self.module.trainer(words[1], int(words[2]), words[3], *self.variant)(1)
        return 1, time.process_time() - cpu, time.perf_counter() - wall

    def _work(self, words: tuple[str, ...]) -> tuple[Callable[[int], None], float, int]:
        """The work of a step, its amount, and how many steps make a chunk; warmed up."""
        least = 1
        if words[0] == "train":
            amount = float(words[2])
            if hasattr(self.module, "least_steps"):
                least = self.module.least_steps(int(words[2]))
            work = self.module.trainer(words[1], int(words[2]), words[3], *self.variant)
        elif words[0] == "gemm":
            m, n, k = map(int, words[1:])
            amount, work = 2.0 * m * n * k, self.module.product(m, n, k)
        else:
            images, side, channels, filters, kernel = map(int, words[1:])
            out = side - kernel + 1
            amount = 2.0 * images * out * out * filters * channels * kernel * kernel
            work = self.module.convolution(images, side, channels, filters, kernel)
        work(least + 1)
        cpu = time.process_time()
        work(least + 2)
        each = (time.process_time() - cpu) / (least + 2)
        return work, amount, max(least, int(CHUNK / each))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
