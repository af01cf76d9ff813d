"""What the sender of a mail wrote himself, from its bytes; and the function behind `./butler read mail-reply`."""

from email import message_from_bytes, policy
from email.message import Message
from pathlib import Path

from butler.channels.mail import body
from butler.language.quotes import Kind, Written, read_body, written_by_sender

FOR_US = (Kind.OWN, Kind.FORWARD)


def read_written(message: Message) -> Written:
    """The parts of a mail's body: of its plain text, or of its HTML where it has none."""
    readable = [part for part, _ in zip(body.leaves(message), range(body.MAX_PARTS), strict=False)]
    for kind in ("text/plain", "text/html"):
        for part in readable:
            if part.get_content_type() == kind and not body.is_file(part):
                text = body.markup(part) if kind == "text/html" else body.part_text(part)
                if text.strip():
                    return read_body(text, format="html" if kind == "text/html" else "text")
    return Written("", ())


def read_case(case: dict, root: Path) -> dict:
    """`format` is text, html or eml; a forwarded message counts as what the sender meant us to read."""
    if case["format"] == "eml":
        written = read_written(message_from_bytes(str(case["body"]).encode("utf-8", "replace"), policy=policy.compat32))
        return {"id": case.get("id"), "reply": written.of(*FOR_US)}
    if case["format"] not in ("text", "html"):
        return {"id": case.get("id"), "error": f"no such format: {case['format']}"}
    return {
        "id": case.get("id"),
        "reply": written_by_sender(str(case["body"]), format=case["format"], with_forwarded=True),
    }
