from django.db import migrations

from butler.ground.rowsecurity import protect


class Migration(migrations.Migration):
    dependencies = [("requests", "0014_closed_shifts"), ("dossiers", "0002_row_security")]
    operations = [protect("requests_leftwork")]
