"""Every reader of strangers' words, against spoilt messages: a little in every run, more by `./butler fuzz`."""

from importlib.util import find_spec

import pytest

from butler.command.fuzz import guide, throw
from butler.command.spoiling import TARGETS, Target, spoilt

SECONDS, MOST = 4.0, 300  # for one reader
GUIDED_SECONDS = 3


@pytest.mark.parametrize("name", sorted(TARGETS))
def test_a_reader_holds_against_spoilt_messages(name, capsys):
    held = throw(TARGETS[name], seconds=SECONDS, number=1, most=MOST)
    assert held, capsys.readouterr().out


@pytest.mark.skipif(find_spec("atheris") is None, reason="there is no wheel of atheris for this machine")
@pytest.mark.parametrize("name", sorted(TARGETS))
def test_a_reader_holds_against_messages_spoilt_along_its_branches(name, capfd):
    held = guide(name, seconds=GUIDED_SECONDS, number=1)
    assert held, capfd.readouterr().err[-3000:]


def test_what_breaks_a_reader_is_told_with_its_number(capsys):
    broken = Target("broken", "builtins:int", lambda read, raw: read("1" if raw == b"17" else "x"), (b"17",))
    assert not throw(broken, seconds=1, number=7)
    assert "--number 7" in capsys.readouterr().out


def test_a_refusal_that_the_reader_names_is_none_of_its_faults():
    refusing = Target(
        "refusing", "builtins:int", lambda read, raw: read("x"), (b"seed",), refuses="builtins:ValueError"
    )
    assert throw(refusing, seconds=1, number=7, most=3)


def test_the_same_number_spoils_the_same_way():
    assert spoilt((b"a message",), 3) == spoilt((b"a message",), 3)
    assert len({spoilt((b"a message",), number) for number in range(20)}) > 10
