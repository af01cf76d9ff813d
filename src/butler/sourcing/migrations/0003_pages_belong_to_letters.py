"""Private pages belong to letters now: rides and promises that are asked about again have them too."""

from importlib import import_module

from django.db import migrations

BEFORE = import_module("butler.sourcing.migrations.0002_row_security")


class Migration(migrations.Migration):
    dependencies = [("sourcing", "0002_row_security")]
    operations = [
        migrations.RunSQL(BEFORE.NO_LINKS, BEFORE.LINKS),
        migrations.DeleteModel("Answer"),
        migrations.DeleteModel("Link"),
    ]
