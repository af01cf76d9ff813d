"""A small model is trained once, kept without pickle, and says why."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from butler.language import linear
from butler.language.linear import Feature, Linear, features, fit, kept

ROWS = [
    ("погладьте рубашку", "house"),
    ("постирайте рубашку", "house"),
    ("помойте окна", "house"),
    ("вымойте большие окна", "house"),
    ("купите яблок", "shop"),
    ("купите груш", "shop"),
    ("купить яблоки", "shop"),
    ("возьмите груши на рынке", "shop"),
]
THIRD = [("спойте песню", "song"), ("песню спой", "song"), ("спеть песню громко", "song")]


@pytest.mark.parametrize("rows", [ROWS, ROWS + THIRD], ids=["two labels", "three labels"])
def test_new_words_in_known_forms_are_told_apart(rows, tmp_path):
    model = kept("chores", rows, folder=tmp_path)
    assert model.two_best(features("помыть окно"))[0][0] == "house"
    assert model.two_best(features("куплю грушу"))[0][0] == "shop"
    assert sum(model.weigh(features("окно")).values()) == pytest.approx(1)


def test_a_text_of_unknown_words_is_no_surer_than_a_guess(tmp_path):
    model = kept("chores", ROWS, folder=tmp_path)
    assert max(model.weigh(features("zzz")).values()) < 0.7
    assert max(model.weigh([]).values()) < 0.7


def test_the_words_that_weighed_most_are_shown(tmp_path):
    model = kept("chores", ROWS, folder=tmp_path)
    text = "завтра рубашку"
    assert text[slice(*model.why(features(text), "house")[0])] == "рубашку"
    assert any("купит" in name for name in model.top_words("shop"))


def test_a_model_is_trained_once_and_read_the_next_time(tmp_path, monkeypatch):
    first = kept("chores", ROWS, folder=tmp_path)
    monkeypatch.setattr(linear, "fit", None)  # training again would fail
    again = kept("chores", ROWS, folder=tmp_path)
    assert again.weigh(features("купите окна")) == first.weigh(features("купите окна"))


def test_other_rows_train_another_model_and_the_old_one_goes(tmp_path):
    kept("chores", ROWS, folder=tmp_path)
    more = kept("chores", ROWS + THIRD, folder=tmp_path)
    assert "song" in more.labels
    assert len(list(tmp_path.glob("chores-*.npz"))) == 1


@pytest.mark.parametrize("harm", [b"", b"PK\x03\x04 cut off"])
def test_a_broken_file_is_trained_again(tmp_path, harm):
    kept("chores", ROWS, folder=tmp_path)
    (path,) = tmp_path.glob("*.npz")
    path.write_bytes(harm)
    assert kept("chores", ROWS, folder=tmp_path).two_best(features("яблоки"))[0][0] == "shop"
    assert Linear.load(path).labels == ("house", "shop")


def test_a_folder_that_cannot_be_written_costs_only_the_training(tmp_path):
    nowhere = tmp_path / "file"
    nowhere.write_text("not a folder")
    assert kept("chores", ROWS, folder=nowhere).two_best(features("груши"))[0][0] == "shop"
    assert kept("chores", ROWS, folder=Path("/proc/models")).two_best(features("груши"))[0][0] == "shop"


def test_the_folder_comes_from_the_environment(monkeypatch):
    monkeypatch.setenv("BUTLER_HOME", "/srv/house")
    monkeypatch.delenv("BUTLER_MODELS", raising=False)
    assert linear.models_folder() == Path("/srv/house/models")
    monkeypatch.setenv("BUTLER_MODELS", "/srv/models")
    assert linear.models_folder() == Path("/srv/models")


def test_the_next_house_takes_our_models(tmp_path, monkeypatch):
    monkeypatch.setattr(linear, "BESIDE_SOURCE", tmp_path / "source")
    rows = [(features(text), label) for text, label in ROWS]
    monkeypatch.delenv("BUTLER_MODELS", raising=False)
    monkeypatch.setenv("BUTLER_HOME", str(tmp_path / "first"))
    linear.kept_as("chores", "ours", lambda: rows)
    assert [path.name.split("-")[0] for path in (tmp_path / "source").glob("*.npz")] == ["chores"]
    monkeypatch.setenv("BUTLER_HOME", str(tmp_path / "next"))
    monkeypatch.setattr(linear, "fit", None)  # training again would fail
    assert linear.kept_as("chores", "ours", lambda: rows).two_best(features("яблоки"))[0][0] == "shop"


def test_a_folder_that_was_named_keeps_its_models_to_itself(tmp_path, monkeypatch):
    monkeypatch.setattr(linear, "BESIDE_SOURCE", tmp_path / "source")
    monkeypatch.setenv("BUTLER_MODELS", str(tmp_path / "named"))
    linear.kept_as("chores", "ours", lambda: [(features(text), label) for text, label in ROWS])
    assert len(list((tmp_path / "named").glob("*.npz"))) == 1
    assert not (tmp_path / "source").exists()


def test_two_processes_that_start_at_once_leave_one_good_file(tmp_path):
    trained = f"kept('chores', {ROWS!r}, folder=models_folder())"
    code = f"from butler.language.linear import *; print({trained}.two_best(features('яблоко'))[0][0])"
    env = os.environ | {"BUTLER_MODELS": str(tmp_path), "PYTHONPATH": str(Path(linear.__file__).parents[2])}
    both = [
        subprocess.Popen([sys.executable, "-c", code], env=env, stdout=subprocess.PIPE, text=True) for _ in range(2)
    ]
    assert [process.communicate(timeout=60)[0].strip() for process in both] == ["shop", "shop"]
    assert len(list(tmp_path.glob("*.npz"))) == 1
    assert not list(tmp_path.glob(".new-*"))


def test_features_of_ones_own_may_be_trained(tmp_path):
    rows = [([Feature((f"rule:{n % 2}",), 0, 1)], "odd" if n % 2 else "even") for n in range(10)]
    assert fit(rows).two_best([Feature(("rule:1",), 0, 1)])[0][0] == "odd"
