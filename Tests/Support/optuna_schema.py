"""Writes the tables that Optuna makes in an empty SQLite file.

    .build/venv/bin/python3 Tests/Support/optuna_schema.py > Tests/Support/optuna_schema.sql
"""

import sqlite3
import tempfile

import optuna

optuna.logging.set_verbosity(optuna.logging.ERROR)
with tempfile.TemporaryDirectory() as folder:
    optuna.storages.RDBStorage(f"sqlite:///{folder}/empty.db")
    with sqlite3.connect(f"{folder}/empty.db") as database:
        print(f"-- The tables of Optuna {optuna.__version__}, by optuna_schema.py.")
        for (statement,) in database.execute("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY rowid"):
            print("\n".join(line.rstrip() for line in statement.splitlines()).replace("\t", "  ") + ";")
