from django.db import migrations

from butler.ground.rowsecurity import protect


class Migration(migrations.Migration):
    dependencies = [("foresight", "0001_initial"), ("dossiers", "0002_row_security")]
    operations = [
        protect("foresight_anticipation"),
        protect("foresight_idea"),
    ]
