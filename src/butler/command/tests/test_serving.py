"""Opening and closing a house: one server whatever happens, and nothing left behind."""

import base64
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from butler.command import processes, serving
from butler.command.home import SRC, Home
from butler.command.postgres import Embedded
from butler.command.problems import Problem
from butler.command.supervise import MARK, Child, Door, Supervisor

SMALL_HOUSE = Path(__file__).with_name("small_house.py")


@pytest.fixture
def house(furnished_home) -> Home:
    return Home(furnished_home)


@pytest.fixture
def port() -> int:
    return serving.choose_door("127.0.0.1", 0).port


@pytest.fixture
def start(house, port) -> Iterator[Callable[[], subprocess.Popen]]:
    started = []

    def starter() -> subprocess.Popen:
        command = [sys.executable, "-P", str(SMALL_HOUSE), str(house.path), str(port)]
        env = os.environ | {"PYTHONPATH": str(SRC)}
        started.append(subprocess.Popen(command, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True))
        return started[-1]

    yield starter
    for process in started:
        process.kill()
        process.communicate()


def opened(process: subprocess.Popen) -> str:
    return process.stdout.readline()


def serving_processes(house: Home) -> list[processes.Sighting]:
    return processes.with_environment(f"{MARK}={house.path}")


def wait_until(true: Callable[[], bool]) -> None:
    until = time.monotonic() + 15
    while not true():
        assert time.monotonic() < until, "waited too long"
        time.sleep(0.05)


def test_a_house_opens_and_a_signal_closes_all_of_it(house, port, start):
    process = start()
    assert opened(process) == f"open http://localhost:{port}/\n"
    assert Embedded(house.path).running()

    process.send_signal(signal.SIGTERM)

    assert process.wait(20) == 0
    assert not serving_processes(house)
    assert not Embedded(house.path).running()
    assert serving.served_by(house) is None


def test_the_second_of_two_starters_says_where_the_first_one_is(start, port):
    both = [start(), start()]
    lines = [opened(process) for process in both]

    second = both[0 if "already" in lines[0] else 1]

    assert sorted(line.split()[0] for line in lines) == ["This", "open"]
    assert all(f"http://localhost:{port}/" in line for line in lines)
    assert second.wait(20) == 0


def test_a_killed_supervisor_takes_its_children_along_and_the_next_one_starts(house, start):
    first = start()
    opened(first)
    first.kill()
    wait_until(lambda: first.poll() is not None)

    second = start()

    assert opened(second).startswith("open ")
    assert len(serving_processes(house)) == 3


def test_a_killed_child_is_started_again_without_its_old_workers(house, start, port):
    process = start()
    opened(process)
    before = serving_processes(house)
    for child in before:
        child.send(signal.SIGKILL)

    wait_until(lambda: len(set(serving_processes(house)) - set(before)) == 3)
    wait_until(Door("127.0.0.1", port).answers)

    assert not set(serving_processes(house)) & set(before)


def test_a_killed_database_is_started_again(house, start):
    opened(start())
    killed = Embedded(house.path)._postmaster()
    assert killed
    killed.send(signal.SIGKILL)

    wait_until(lambda: Embedded(house.path).running() and Embedded(house.path)._postmaster() != killed)


def test_stop_ends_everything_also_what_a_crash_left(house, start):
    process = start()
    opened(process)
    stray = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"], env={MARK: str(house.path)})

    assert serving.stop(house)

    assert process.wait(5) == 0
    assert stray.wait(5) != 0
    assert not Embedded(house.path).running()
    assert not serving.stop(house)


def test_a_demo_house_never_becomes_a_real_one_nor_back(house, home):
    house.open("demo")
    with pytest.raises(Problem, match="is a demo house"):
        house.open("own")

    real = Home(home / "real").open("own")
    with pytest.raises(Problem, match="is a real house"):
        real.open("demo")


def test_the_keys_of_a_house_are_its_owners_alone_and_are_never_made_again(house):
    house.open()
    secret = house.path / "keys" / "root"
    before = secret.read_text()

    house.open()

    assert len(base64.b64decode(before)) == 32
    assert secret.read_text() == before
    assert secret.stat().st_mode & 0o777 == 0o400
    assert secret.parent.stat().st_mode & 0o777 == 0o700


def test_a_pid_that_belongs_to_a_stranger_now_is_not_taken_for_the_server(house):
    house.open()
    (house.path / "serving.json").write_text(f'{{"pid": {os.getpid()}, "born": "1", "address": "http://localhost:1/"}}')

    assert serving.served_by(house) is None
    assert not serving.stop(house)


def test_a_taken_port_is_said_and_without_a_wish_the_next_one_is_taken():
    import socket

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(Problem, match="is taken"):
            serving.choose_door("127.0.0.1", port)
    assert serving.choose_door("127.0.0.1", None).port >= serving.FIRST_PORT


def test_whoever_falls_again_and_again_waits_longer_but_never_for_ever(house):
    child = Child("web", [], {}, house.path / "web.log")

    pauses = [child.fell(now=child.started_at + 1) for _ in range(10)]

    assert pauses[:3] == [0.5, 1.0, 2.0]
    assert pauses[-1] == 30
    assert child.fell(now=child.started_at + 3600) == 0


def test_a_child_runs_only_while_the_house_wants_it_and_is_started_again_when_it_falls(house):
    wanted, sleeping = house.path / "doors.wanted", [sys.executable, "-c", "import time; time.sleep(60)"]
    child = Child("doors", sleeping, dict(os.environ), house.path / "doors.log", wanted=wanted)
    supervisor = Supervisor([child], None)

    def look() -> None:
        for pause in (0, 5):  # whoever has fallen rests a moment
            supervisor._look_after(child, time.monotonic() + pause)

    look()
    assert child.process is None
    wanted.touch()
    look()
    first = child.process
    assert first is not None
    first.kill()
    first.wait()
    look()
    assert child.process not in (None, first)
    wanted.unlink()
    look()
    assert child.process is not None
    child.process.wait(10)
    look()
    assert child.process is None


def test_a_child_that_cannot_start_is_said_in_one_line_with_its_log(house, start, port):
    import socket

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", port))
        taken.listen()
        process = start()
        said = process.communicate(timeout=30)

    assert process.returncode == 1
    assert "the web ended at once" in said[1]
    assert not Embedded(house.path).running()
