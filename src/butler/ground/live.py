"""What changed just now, told to the pages that are open: ids only, and only when the transaction commits."""

import json
from uuid import UUID

from django.db import connection

CHANNEL = "butler_live"


def changed(topic: str, *, client_id: UUID | None = None, about: UUID | str | None = None) -> None:
    """Tell whoever listens that something of this topic ("conversation", "letter", "task") changed.

    PostgreSQL hands it on at commit and folds what is said twice in one transaction. It carries no words: a page asks
    again, in its reader's own name, and sees what that reader may see.
    """
    told = {"topic": topic, "client": str(client_id or ""), "about": str(about or "")}
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_notify(%s, %s)", [CHANNEL, json.dumps(told)])
