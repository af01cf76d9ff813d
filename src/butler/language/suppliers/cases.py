"""The function behind `./butler read supplier-reply`: one case in, one answer out."""

from datetime import datetime
from pathlib import Path

from butler.language.suppliers.reading import read_reply
from butler.language.suppliers.reply import Asked


def read_case(case: dict, root: Path) -> dict:
    """`asked` and `received` in wall time; null where the reply does not say."""
    asked = case["asked"]
    told = str(asked["when"])
    wanted = Asked(str(asked["kind"]), _wall(told), asked.get("party"), has_time="T" in told)
    reply = read_reply(
        str(case["text"]), received=_wall(str(case["received"])), asked=wanted, lang=case.get("lang") or "ru"
    )
    return {
        "id": case.get("id"),
        "kind": str(reply.kind),
        "ref": reply.ref,
        "when": _iso(reply.when),
        "price": {"amount": float(reply.price[0]), "currency": reply.price[1]} if reply.price else None,
        "hold_until": _iso(reply.hold_until),
        "confidence": reply.confidence,
        "second": str(reply.second) if reply.second else None,
    }


def _wall(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=None)


def _iso(moment: object) -> str | None:
    return moment.isoformat() if moment and hasattr(moment, "isoformat") else None
