"""Programs of hpo's that Python runs, and their studies as Optuna and pandas read them."""

from __future__ import annotations

import subprocess

import pandas
import pytest

from hpo_optuna import HpoError, tune
from hpo_optuna.program import located

PROGRAM = """
let count = if length(args()) > 0 { number(args()[0]) } else { 6 }
search {
  x     in 0.5..4
  kind  in ["plain", "odd"]
  depth in 1..3 if kind == "odd"
  with random(seed: 3)
  for count * 1 trial
  as "first"
  minimize { note(half: x / 2); (x - 1)^2 + (depth or 0) }
}
"""


@pytest.fixture
def script(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "tune.hpo").write_text(PROGRAM)
    return "tune.hpo"


def test_a_study_is_a_table_with_the_numbers_that_hpo_saves(script):
    table = tune(script).trials_dataframe()
    subprocess.run([located(None), "-e", 'save("first.csv", study("first"))'], check=True)
    saved = pandas.read_csv("first.csv")
    assert len(table) == 6 and table["params_depth"].isna().any() and table["params_depth"].notna().any()
    columns = {
        "number": "number", "value": "value", "params_x": "x", "params_kind": "kind", "params_depth": "depth",
        "user_attrs_half": "half"}
    pandas.testing.assert_frame_equal(
        table[list(columns)].rename(columns=columns), saved[list(columns.values())], rtol=0, check_dtype=False)


def test_the_same_program_goes_on(script):
    before = tune(script, "4").trials
    after = tune(script, "9").trials
    assert (len(before), len(after)) == (4, 9)
    assert after[:4] == before


def test_one_of_several_studies_is_named(script, tmp_path):
    (tmp_path / "second.hpo").write_text('search y in 0.0..1.0 with random for 2 trials as "second" minimize y')
    tune(script, storage="lab.db")
    with pytest.raises(KeyError, match="one of several.*'first', 'second'"):
        tune("second.hpo", storage="lab.db")
    assert tune("second.hpo", storage="lab.db", name="second").best_trial.params.keys() == {"y"}
    with pytest.raises(KeyError, match="no study 'third'.*'first', 'second'"):
        tune("second.hpo", storage="lab.db", name="third")


def test_a_program_that_keeps_no_study(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "nothing.hpo").write_text("print(1)")
    with pytest.raises(KeyError, match="holds none"):
        tune("nothing.hpo")


def test_a_program_that_fails(script, capfd):
    with pytest.raises(HpoError, match="exit code 1"):
        tune(script, "many")
    assert "error" in capfd.readouterr().err


def test_a_program_that_is_not_there(capfd):
    with pytest.raises(HpoError, match="exit code 66"):
        tune("nowhere.hpo")
    assert "nowhere.hpo" in capfd.readouterr().err
