"""Rows for the storm: a house, a colleague, a client, a way out, and letters that were approved a while ago.

Run as a child process in the worker's role: python -m butler.command.chaos.furnish LETTERS SMTP-PORT
"""

from __future__ import annotations

import sys
from datetime import date, timedelta

import django


def furnish(letters: int, port: int) -> None:
    from butler.correspondence import actions
    from butler.correspondence.models import Account
    from butler.dossiers import actions as dossiers
    from butler.dossiers.actions import parts
    from butler.ground import clock
    from butler.ground.acting import acting_for
    from butler.ground.models import House
    from butler.staff.models import Staff

    now = clock.now()
    with acting_for("chaos"):
        House.objects.get_or_create(id=1, defaults={"name": "Дом под ударом", "founded_at": now})
        anna = Staff.objects.create_user("anna@chaos.example", given_name="Анна")
        client = dossiers.admit(
            led_by=anna, now=now, gender="f", since=date(2020, 1, 1), given_name="Майя", surname="Белозёрская"
        )
        parts.add_contact(client.pk, kind="mail", value="maya@chaos.example")
        options = {"host": "127.0.0.1", "port": port, "security": "none"}
        Account.objects.create(
            kind="smtp", name="chaos", address="house@chaos.example", options=options, per_minute=30_000
        )
        before = now - timedelta(minutes=5)
        drafts = [
            actions.Draft(client.pk, "reply", f"Письмо {number}", before, subject="Столик", is_urgent=True)
            for number in range(letters)
        ]
        for letter in actions.draft_letters(drafts, now=before):
            actions.approve(letter.pk, by=anna, now=before)


if __name__ == "__main__":
    django.setup()
    furnish(int(sys.argv[1]), int(sys.argv[2]))
