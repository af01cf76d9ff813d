"""An update as it is handed to the intake: raw, and named so that no double is kept."""

import json
from datetime import datetime

from butler.channels.port import Received
from butler.channels.telegram.reading import Json, external_id


def received(update: Json, bot: int, now: datetime) -> Received:
    raw = json.dumps(update, ensure_ascii=False, sort_keys=True).encode("utf-8", "replace")
    return Received(external_id(update, bot), raw, now, door=f"telegram:{bot}", place=str(update["update_id"]))
