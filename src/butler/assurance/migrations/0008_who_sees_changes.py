"""Who sees changes: whoever may open the client, and the worker's named purposes."""

from django.db import migrations

from butler.ground.rowsecurity import protect


class Migration(migrations.Migration):
    dependencies = [("assurance", "0007_changes"), ("dossiers", "0002_row_security")]
    operations = [protect("assurance_change")]
