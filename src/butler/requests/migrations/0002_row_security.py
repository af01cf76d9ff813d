from django.db import migrations

from butler.ground.rowsecurity import protect


class Migration(migrations.Migration):
    dependencies = [("requests", "0001_initial"), ("dossiers", "0002_row_security")]
    operations = [
        protect("requests_clientrequest"),
        protect("requests_task"),
    ]
