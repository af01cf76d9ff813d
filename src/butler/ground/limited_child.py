"""The template process behind `limited.run_limited`: imports a function once, then forks one limited child per call.

Run as a file, never imported by the house. It has one thread, so forking is safe, and ends when its input ends.
"""

import gc
import os
import pickle
import resource
import select
import signal
import struct
import sys
import time
from importlib import import_module

ANSWER_LIMIT = 64 * 1024 * 1024
FORBIDDEN = ("socket.", "subprocess.", "os.exec", "os.fork", "os.posix_spawn", "os.system", "os.kill", "ctypes.")


class Forbidden(BaseException):
    """The function tried to reach the world; no `except Exception` of a parser may hide it."""


def main() -> None:
    """Serve requests until the house closes the pipe: name, limits, content -> one answer."""
    sys.path[:] = sys.argv[1:]
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl C is for the house; our input ends then
    out = os.dup(1)
    os.dup2(2, 1)  # a print while importing is not an answer
    gc.disable()
    while head := read_exactly(0, 8):
        name_size, content_size = struct.unpack("!II", head)
        name, *limits = read_exactly(0, name_size).decode().split("\t")
        content = read_exactly(0, content_size)
        answer = answer_to(name, int(limits[0]), int(limits[1]), float(limits[2]), content)
        write_all(out, struct.pack("!I", len(answer)) + answer)


def answer_to(name: str, cpu_seconds: int, memory_mb: int, wall_seconds: float, content: bytes) -> bytes:
    """The value of one call in a child of its own, or why there is none."""
    module, _, function = name.partition(":")
    call = getattr(import_module(module), function)  # ours: if this fails, crash and let the house see it
    gc.freeze()  # what is imported is shared with the children, not copied
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        run(call, content, cpu_seconds, memory_mb, writing)
    os.close(writing)
    answer, in_time = collect(reading, time.monotonic() + wall_seconds)
    os.close(reading)
    if not in_time or len(answer) > ANSWER_LIMIT:
        os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    return judge(answer, in_time, status)


def run(call, content: bytes, cpu_seconds: int, memory_mb: int, out: int) -> None:  # type: ignore[no-untyped-def]
    """In the child: limits first, then the work; leaves by _exit, so nothing of the template runs twice."""
    try:
        try:
            limit(cpu_seconds, memory_mb)
            answer = b"v" + pickle.dumps(call(content), protocol=5)
        except MemoryError:
            answer = b"etoo_big memory"
        except Forbidden as error:
            answer = f"eforbidden {error}".encode()
        except Exception as error:
            answer = f"erefused {type(error).__name__}".encode()  # its words may hold the content: not told
        write_all(out, answer)
    finally:
        os._exit(0)


def limit(cpu_seconds: int, memory_mb: int) -> None:
    """Bind this process: seconds, memory, no files written, no core, and no way into the world."""
    nowhere = os.open(os.devnull, os.O_RDWR)
    for pipe in (0, 1, 2):  # neither our pipes nor a log: a writable file would be killed by the file limit
        os.dup2(nowhere, pipe)
    resource.setrlimit(resource.RLIMIT_CPU, (cpu_seconds, cpu_seconds))
    resource.setrlimit(resource.RLIMIT_AS, (memory_mb << 20, memory_mb << 20))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    sys.addaudithook(watch)


def watch(event: str, args: tuple) -> None:
    """Refuse what a reader has no business with. The limits hold even where a hook can be walked around."""
    if event.startswith(FORBIDDEN):
        raise Forbidden(event)
    if event == "open" and isinstance(args[1], str) and any(letter in args[1] for letter in "wax+"):
        raise Forbidden("open to write")


def collect(pipe: int, deadline: float) -> tuple[bytes, bool]:
    """What the child says until it ends, and whether it ended in time."""
    answer = bytearray()
    poll = select.poll()
    poll.register(pipe, select.POLLIN)
    while len(answer) <= ANSWER_LIMIT:
        left = deadline - time.monotonic()
        if left <= 0 or not poll.poll(left * 1000):
            return bytes(answer), False
        part = os.read(pipe, 1 << 20)
        if not part:
            break
        answer += part
    return bytes(answer), True


def judge(answer: bytes, in_time: bool, status: int) -> bytes:
    """The answer to hand on: a value only from a child that ended well."""
    if len(answer) > ANSWER_LIMIT:
        return b"etoo_big answer"
    if not in_time:
        return b"etoo_slow wall clock"
    if os.WIFSIGNALED(status):
        number = os.WTERMSIG(status)
        slow = number in (signal.SIGXCPU, signal.SIGKILL)  # the kernel kills at the hard limit
        return b"etoo_slow processor" if slow else f"ecrashed signal {number}".encode()
    return answer or b"ecrashed no answer"


def read_exactly(pipe: int, size: int) -> bytes:
    """`size` bytes, or nothing when the pipe has ended."""
    parts = bytearray()
    while len(parts) < size:
        part = os.read(pipe, min(size - len(parts), 1 << 20))
        if not part:
            return b""
        parts += part
    return bytes(parts)


def write_all(pipe: int, content: bytes) -> None:
    """All of it, in as many writes as the pipe wants."""
    left = memoryview(content)
    while left:
        left = left[os.write(pipe, left) :]


if __name__ == "__main__":
    main()
