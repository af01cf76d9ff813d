"""Who sees what was asked again: whoever may open the client, and the worker's named purposes."""

from django.db import migrations

from butler.ground.rowsecurity import protect


class Migration(migrations.Migration):
    dependencies = [("assurance", "0003_asked_again"), ("dossiers", "0002_row_security")]
    operations = [protect("assurance_reconfirmation")]
