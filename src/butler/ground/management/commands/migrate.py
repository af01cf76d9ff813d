"""Django's own `migrate`, in a tenth of the time where the database is empty."""

from contextlib import nullcontext
from typing import Any

from django.core.management.commands import migrate
from django.db import connections
from django.db.migrations.recorder import MigrationRecorder

from butler.ground.drawing import each_by_itself


class Command(migrate.Command):
    def handle(self, *args: Any, **options: Any) -> None:
        is_empty = not MigrationRecorder(connections[options["database"]]).applied_migrations()
        with each_by_itself() if is_empty else nullcontext():
            super().handle(*args, **options)
