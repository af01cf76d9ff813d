import os
import signal
import socket
import subprocess
import time
from pathlib import Path

import pytest

from butler.ground import limited
from butler.ground.limited import NotRead, Reason, run_limited

# The functions below run in the child. pytest imports this module by path, the child by name.


def count(content: bytes) -> int:
    return len(content)


def spin(content: bytes) -> None:
    while True:
        pass


def sleep(content: bytes) -> None:
    time.sleep(60)


def swallow(content: bytes) -> int:
    return len([bytes(1 << 20) for _ in range(2_000)])


def refuse(content: bytes) -> None:
    raise ValueError(content.decode())


def call_home(content: bytes) -> None:
    try:
        socket.create_connection(("127.0.0.1", 9), timeout=1)
    except Exception:
        return


def leave_a_file(content: bytes) -> None:
    Path(content.decode()).write_text("x")


def start_a_program(content: bytes) -> None:
    subprocess.run(["true"], check=True)


def look_around(content: bytes) -> list[str]:
    return sorted(os.environ)


def die(content: bytes) -> None:
    os.abort()


class Trap:
    def __reduce__(self):
        return (os.system, ("true",))


def answer_with_a_trap(content: bytes) -> object:
    return Trap()


def answer_too_much(content: bytes) -> bytes:
    return bytes(80 << 20)


def print_a_word(content: bytes) -> str:
    print("noise", flush=True)
    return content.decode()


@pytest.fixture(autouse=True)
def _no_template_is_left_behind():
    yield
    limited.stop()


def test_a_value_comes_back():
    assert run_limited(count, b"x" * 3_000_000) == 3_000_000


def test_the_second_call_is_cheap_and_nothing_is_kept_between_calls():
    run_limited(count, b"")
    started = time.perf_counter()
    for _ in range(20):
        run_limited(count, b"abc")
    assert time.perf_counter() - started < 5


@pytest.mark.parametrize(
    ("function", "reason"),
    [
        (spin, Reason.TOO_SLOW),
        (swallow, Reason.TOO_BIG),
        (answer_too_much, Reason.TOO_BIG),
        (refuse, Reason.REFUSED),
        (call_home, Reason.FORBIDDEN),
        (start_a_program, Reason.FORBIDDEN),
        (die, Reason.CRASHED),
        (answer_with_a_trap, Reason.CRASHED),
    ],
)
def test_a_bad_reader_is_stopped_and_the_next_one_is_served(function, reason):
    with pytest.raises(NotRead) as refused:
        run_limited(function, b"POISON", cpu_seconds=1)
    assert refused.value.reason == reason
    assert "POISON" not in str(refused.value)
    assert run_limited(count, b"abc") == 3


def test_a_sleeper_is_woken_by_the_wall_clock():
    with pytest.raises(NotRead) as refused:
        run_limited(sleep, b"", wall_seconds=0.3)
    assert refused.value.reason == Reason.TOO_SLOW


def test_no_file_is_written(tmp_path):
    target = tmp_path / "left"
    with pytest.raises(NotRead) as refused:
        run_limited(leave_a_file, str(target).encode())
    assert refused.value.reason == Reason.FORBIDDEN
    assert not target.exists()


def test_the_child_does_not_see_our_environment(monkeypatch):
    monkeypatch.setenv("BUTLER_ROOT_KEY", "secret")
    assert "BUTLER_ROOT_KEY" not in run_limited(look_around, b"")


def test_a_stray_print_is_not_an_answer():
    assert run_limited(print_a_word, b"word") == "word"


def test_a_killed_template_is_replaced():
    assert run_limited(count, b"a") == 1
    os.kill(limited._template.pid, signal.SIGKILL)
    limited._template.wait()
    assert run_limited(count, b"ab") == 2


def test_content_beyond_the_limit_starts_nothing(monkeypatch):
    monkeypatch.setattr(limited, "CONTENT_LIMIT", 10)
    with pytest.raises(NotRead) as refused:
        run_limited(count, b"x" * 11)
    assert refused.value.reason == Reason.TOO_BIG
    assert limited._template is None


def test_only_importable_functions_are_taken():
    with pytest.raises(ValueError, match="importable"):
        run_limited(lambda content: content, b"")
