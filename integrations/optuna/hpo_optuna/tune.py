"""Runs a program of hpo's and opens the study that it has kept."""

from __future__ import annotations

import os
import subprocess

import optuna

from .program import HpoError, located


def tune(
    script: str | os.PathLike[str], *arguments: str, storage: str | os.PathLike[str] = "hpo.db", name: str | None = None,
    program: str | None = None,
) -> optuna.Study:
    """Runs a program of hpo's to its end, and returns a study of its storage.

    The program keeps a study by `as "name"`; run again, it goes on with it. What it prints is printed.

    Args:
        script: the file of the program.
        arguments: what the program has as `args()`.
        storage: the SQLite file that studies are kept in.
        name: which study is returned. It may be left out where the storage holds only one.
        program: where hpo lies; without it the environment variable `HPO` says so, or the `PATH`.

    Raises:
        HpoError: hpo is not there, or ends with another exit code than 0.
        KeyError: the storage has no study of this name, or several and none was named.
    """
    process = subprocess.Popen(
        [located(program), "--storage", os.fspath(storage), "--", os.fspath(script), *arguments])
    try:
        code = process.wait()
    except KeyboardInterrupt:  # hpo has heard it too, and keeps what is finished
        process.wait()
        raise
    if code:
        raise HpoError(f"hpo has ended `{os.fspath(script)}` with exit code {code}, and has said why")
    url = f"sqlite:///{os.path.abspath(storage)}"
    names = optuna.get_all_study_names(url) if os.path.exists(storage) else []
    if name is None and len(names) == 1:
        name = names[0]
    if name not in names:
        wanted = "one of several studies is wanted: name it" if name is None and names else f"there is no study {name!r}"
        raise KeyError(f"{wanted}; `{os.fspath(storage)}` holds {', '.join(map(repr, names)) or 'none'}")
    return optuna.load_study(study_name=name, storage=url)
