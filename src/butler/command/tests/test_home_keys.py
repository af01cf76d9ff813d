"""The keys of a home: made once, never replaced in a house that lives."""

import pytest

from butler.command.home import Home
from butler.command.problems import Problem


def test_keys_are_made_once_and_kept(tmp_path):
    home = Home(tmp_path / "home").open()
    first = (home.path / "keys" / "root").read_text()
    assert Home(home.path).open().path == home.path
    assert (home.path / "keys" / "root").read_text() == first
    assert (home.path / "keys" / "root").stat().st_mode & 0o777 == 0o400


def test_a_lost_root_key_is_never_silently_replaced(tmp_path, monkeypatch):
    monkeypatch.delenv("BUTLER_ROOT_KEY", raising=False)
    home = Home(tmp_path / "home").open("own")
    (home.path / "founded").touch()
    (home.path / "keys" / "root").unlink()
    with pytest.raises(Problem, match="root key") as refused:
        Home(home.path).open()
    assert "backup" in str(refused.value.next_step)
    assert not (home.path / "keys" / "root").exists()


def test_a_root_key_from_the_environment_needs_no_file(tmp_path, monkeypatch):
    home = Home(tmp_path / "home").open("own")
    (home.path / "founded").touch()
    (home.path / "keys" / "root").unlink()
    monkeypatch.setenv("BUTLER_ROOT_KEY", "from elsewhere")
    Home(home.path).open()
