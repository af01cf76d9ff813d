from django.db import migrations

from butler.ground.rowsecurity import protect


class Migration(migrations.Migration):
    dependencies = [("travel", "0001_initial"), ("dossiers", "0002_row_security")]
    operations = [
        protect("travel_trip"),
        protect("travel_leg"),
    ]
