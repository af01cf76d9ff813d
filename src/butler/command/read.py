"""`read`: JSON lines in, one JSON line out for each, in order, each sent at once.

A line that cannot be read is answered with its error and the next one is served: a stream never ends on one bad case.
Needs no network and no database, and opens no file outside the root.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any, BinaryIO

from butler.command.problems import Problem
from butler.command.readers import DUPLICATES, KINDS, Reader, WholeReader, reader_of, whole_reader_of

FILE_FIELDS = ("file", "context_eml", "input", "input_rhs")  # what in a case names a file


class Refused(Exception):
    """A case that we do not serve, and why."""


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("kind", choices=sorted(KINDS), metavar="KIND", help=", ".join(sorted(KINDS)))
    parser.add_argument("file", nargs="?", metavar="FILE", help="JSON lines; standard input without it")
    parser.add_argument("--root", metavar="DIR", help="where file names start from (the folder of FILE, else this one)")


def run(args: argparse.Namespace) -> int:
    if args.file and not Path(args.file).is_file():
        raise Problem(f"there is no file {args.file}", next_step="give a file of JSON lines, or nothing for stdin")
    root = Path(args.root or (Path(args.file).parent if args.file else ".")).resolve()
    if not root.is_dir():
        raise Problem(f"{root} is not a folder", next_step="give --root the folder that file names start from")
    if not args.file:
        _serve_kind(args.kind, sys.stdin.buffer, root)
        return 0
    with open(args.file, "rb") as lines:
        _serve_kind(args.kind, lines, root)
    return 0


def _serve_kind(kind: str, lines: Iterable[bytes], root: Path) -> None:
    if kind == DUPLICATES:
        serve_whole(lines, sys.stdout.buffer, reader=whole_reader_of(kind))
    else:
        serve(lines, sys.stdout.buffer, reader=reader_of(kind), root=root)


def serve(lines: Iterable[bytes], out: BinaryIO, *, reader: Reader, root: Path) -> None:
    """Answer every line, one after the other."""
    for line in lines:
        out.write(encoded(answer(line, reader=reader, root=root)))
        out.flush()


def serve_whole(lines: Iterable[bytes], out: BinaryIO, *, reader: WholeReader) -> None:
    """Read every line, then answer; a line that is no record is answered with its error and compared with nothing."""
    cases = []
    for line in lines:
        case = _whole_case(line)
        if "error" in case:
            out.write(encoded(case))
        else:
            cases.append(case)
    for row in reader(cases):
        out.write(json.dumps(row, ensure_ascii=False).encode() + b"\n")
    out.flush()


def _whole_case(line: bytes) -> dict[str, Any]:
    try:
        case = json.loads(line.decode("utf-8-sig"))
        if not isinstance(case, dict) or case.get("id") is None:
            raise Refused("the line is not a JSON object with an id")
        return {name: value for name, value in case.items() if name != "error"}
    except Exception as error:
        return {"id": None, "error": said(error)}


def answer(line: bytes, *, reader: Reader, root: Path) -> dict[str, Any]:
    """The answer to one line; whatever goes wrong in it is its own answer."""
    case_id = None
    try:
        case = json.loads(line.decode("utf-8-sig"))
        if not isinstance(case, dict):
            raise Refused("the line is not a JSON object")
        case_id = case.get("id")
        for name in FILE_FIELDS:
            stay_inside(root, case.get(name))
        return reader(case, root) | {"id": case_id}
    except Exception as error:  # a reader's crash is this line's answer, not the stream's end
        return {"id": case_id, "error": said(error)}


def stay_inside(root: Path, name: object) -> None:
    """Refuse a name that leads out of the root, also by a link."""
    if name is None:
        return
    if not isinstance(name, str) or "\0" in name:
        raise Refused("a file name must be text")
    if not (root / name).resolve().is_relative_to(root):
        raise Refused(f"{name} is outside the root")


def said(error: Exception) -> str:
    words = " ".join(str(error).split())
    return words if isinstance(error, Refused) else f"{type(error).__name__}: {words}"[:500]


def encoded(row: dict[str, Any]) -> bytes:
    """One line; `id` first, and anything that is no JSON becomes the line's error."""
    row = {"id": row["id"]} | row
    try:
        return json.dumps(row, ensure_ascii=False, allow_nan=False).encode() + b"\n"
    except UnicodeEncodeError:  # half of a character pair, kept as it was written
        return json.dumps(row, allow_nan=False).encode() + b"\n"
    except (TypeError, ValueError) as error:
        return json.dumps({"id": row["id"], "error": said(error)}).encode() + b"\n"
