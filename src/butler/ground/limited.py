"""Reading what strangers sent, in a child that may use little time and memory and cannot reach the world.

`run_limited(function, content)` calls an importable, pure function on bytes in a child process and hands back its
value. The child is forked by a small template process (`limited_child.py`), which has imported the function once: a
call costs a few milliseconds, not the start of an interpreter, so each of a morning's 2,000 calendars has its own.

What the child cannot do: outlive its seconds, grow past its memory, write a file, open a socket, start a program, see
our environment. Its answer is read with an unpickler that builds nothing but our own frozen values, dates and numbers.
"""

import atexit
import io
import os
import pickle
import select
import struct
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import is_dataclass
from enum import Enum, StrEnum
from importlib import import_module
from typing import Any, TypeVar

T = TypeVar("T")

ANSWER_LIMIT = 64 * 1024 * 1024
CONTENT_LIMIT = 128 * 1024 * 1024
SLACK_SECONDS = 5.0  # beyond the wall clock of the child, before we think its template is gone
START_SECONDS = 30.0  # to import a function on a busy machine, once per template


class Reason(StrEnum):
    """Why a child gave no value."""

    TOO_SLOW = "too_slow"  # its seconds are used up
    TOO_BIG = "too_big"  # its memory is used up, or the content or the answer is beyond the limit
    FORBIDDEN = "forbidden"  # it tried to reach the world
    REFUSED = "refused"  # the function raised: the content is not what it reads
    CRASHED = "crashed"  # it died without a word


class NotRead(Exception):
    """The child gave no value. `reason` says which of the five it was, `detail` is for the log and holds no content."""

    def __init__(self, reason: Reason, detail: str = "") -> None:
        super().__init__(f"{reason}: {detail}" if detail else str(reason))
        self.reason, self.detail = reason, detail


def run_limited(
    function: Callable[[bytes], T],
    content: bytes,
    *,
    cpu_seconds: int = 2,
    memory_mb: int = 256,
    wall_seconds: float = 10.0,
) -> T:
    """`function(content)`, worked out in a limited child; refuses with NotRead. The function must be importable."""
    if len(content) > CONTENT_LIMIT:
        raise NotRead(Reason.TOO_BIG, f"{len(content)} bytes")
    request = (_name(function), cpu_seconds, memory_mb, wall_seconds)
    with _lock:
        answer = _ask(request, content, wall_seconds)
    return _understand(answer)


def stop() -> None:
    """End the template process, if there is one; the next call starts another."""
    global _template
    found, _template = _template, None
    if found is None:
        return
    found.kill()
    found.wait()
    for pipe in (found.stdin, found.stdout):
        if pipe is not None:
            pipe.close()


class _Answers(pickle.Unpickler):
    """Builds our frozen values, enums, dates and numbers, and nothing that could act."""

    KNOWN = frozenset(
        {
            *(("datetime", name) for name in ("date", "datetime", "time", "timedelta", "timezone")),
            *(("builtins", name) for name in ("set", "frozenset", "bytearray", "complex", "range", "slice")),
            ("decimal", "Decimal"),
            ("uuid", "UUID"),
        }
    )

    def find_class(self, module: str, name: str) -> Any:
        if (module, name) == ("builtins", "getattr"):  # how Python 3.12 and newer name the member of an enumeration
            return _member
        if (module, name) in self.KNOWN:
            return getattr(import_module(module), name)
        if module.startswith("butler.") and "." not in name:
            found = getattr(import_module(module), name)
            if isinstance(found, type) and found.__module__ == module and _is_value(found):
                return found
        raise pickle.UnpicklingError(f"{module}.{name} is no value")


def _member(kind: Any, name: str) -> Any:
    if isinstance(kind, type) and issubclass(kind, Enum) and name in kind.__members__:
        return kind[name]
    raise pickle.UnpicklingError(f"{name} is no member of an enumeration")


def _is_value(kind: type) -> bool:
    return is_dataclass(kind) or issubclass(kind, Enum) or (issubclass(kind, tuple) and hasattr(kind, "_fields"))


def _name(function: Callable[[bytes], object]) -> str:
    module, name = function.__module__, function.__qualname__
    if module == "__main__" or "." in name or "<" in name:
        raise ValueError("only an importable function of a module can be run in a child")
    return f"{module}:{name}"


def _understand(answer: bytes) -> Any:
    kind, body = answer[:1], answer[1:]
    if kind == b"v":
        try:
            return _Answers(io.BytesIO(body)).load()
        except Exception as error:  # a hostile answer may raise anything: it is theirs, not ours
            raise NotRead(Reason.CRASHED, f"answer: {type(error).__name__}") from error
    reason, _, detail = body.decode("utf-8", "replace").partition(" ")
    raise NotRead(Reason(reason), detail)


_lock = threading.Lock()
_template: subprocess.Popen[bytes] | None = None
_seen: set[str] = set()  # functions that the running template has imported


def _ask(request: tuple[str, int, int, float], content: bytes, wall_seconds: float) -> bytes:
    template = _running()
    first = request[0] not in _seen
    deadline = time.monotonic() + wall_seconds + SLACK_SECONDS + (START_SECONDS if first else 0)
    head = "\t".join([request[0], *(str(number) for number in request[1:])]).encode()
    try:
        _write(template, struct.pack("!II", len(head), len(content)) + head + content, deadline)
        (size,) = struct.unpack("!I", _read(template, 4, deadline))
        answer = _read(template, size, deadline)
    except (EOFError, TimeoutError, BrokenPipeError) as error:
        stop()
        reason = Reason.TOO_SLOW if isinstance(error, TimeoutError) else Reason.CRASHED
        raise NotRead(reason, "the template process was lost") from error
    except BaseException:  # an interrupt in the middle of an answer: the pipes are out of step
        stop()
        raise
    _seen.add(request[0])
    return answer


def _running() -> subprocess.Popen[bytes]:
    global _template
    if _template is not None and _template.poll() is None:
        return _template
    stop()
    _seen.clear()
    here = os.path.join(os.path.dirname(__file__), "limited_child.py")
    paths = [path for path in sys.path if path and os.path.isdir(path)]
    _template = subprocess.Popen(
        [sys.executable, "-s", "-B", here, *paths],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={"LANG": "C.UTF-8", "PYTHONUTF8": "1"},  # no secret of ours is in its environment
        cwd="/",
        bufsize=0,
    )
    for pipe in (_template.stdin, _template.stdout):
        assert pipe is not None  # noqa: S101 - Popen made them
        os.set_blocking(pipe.fileno(), False)
    return _template


def _write(template: subprocess.Popen[bytes], content: bytes, deadline: float) -> None:
    assert template.stdin is not None  # noqa: S101
    pipe, left = template.stdin.fileno(), memoryview(content)
    while left:
        _wait(deadline, writing=[pipe])
        left = left[os.write(pipe, left[:65536]) :]


def _read(template: subprocess.Popen[bytes], size: int, deadline: float) -> bytes:
    assert template.stdout is not None  # noqa: S101
    pipe, parts = template.stdout.fileno(), bytearray()
    while len(parts) < size:
        _wait(deadline, reading=[pipe])
        part = os.read(pipe, min(size - len(parts), 1 << 20))
        if not part:
            raise EOFError
        parts += part
    return bytes(parts)


def _wait(deadline: float, *, reading: list[int] | None = None, writing: list[int] | None = None) -> None:
    poll = select.poll()  # select() itself refuses handles past 1,023
    for pipe in reading or []:
        poll.register(pipe, select.POLLIN)
    for pipe in writing or []:
        poll.register(pipe, select.POLLOUT)
    left = deadline - time.monotonic()
    if left <= 0 or not poll.poll(left * 1000):
        raise TimeoutError


def _forget() -> None:
    """After a fork of ours: the template belongs to the parent."""
    global _template, _lock
    _template, _lock = None, threading.Lock()


os.register_at_fork(after_in_child=_forget)
atexit.register(stop)
