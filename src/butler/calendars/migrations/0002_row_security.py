from django.db import migrations

from butler.ground.rowsecurity import protect


class Migration(migrations.Migration):
    dependencies = [("calendars", "0001_initial"), ("dossiers", "0002_row_security")]
    operations = [
        protect("calendars_source"),
        protect("calendars_event"),
        protect("calendars_occurrence"),
    ]
