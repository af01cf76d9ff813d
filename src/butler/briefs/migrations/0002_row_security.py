from django.db import migrations

from butler.ground.rowsecurity import protect


class Migration(migrations.Migration):
    dependencies = [("briefs", "0001_initial"), ("dossiers", "0002_row_security")]
    operations = [
        protect("briefs_briefline"),
        protect("briefs_digest"),
        protect("briefs_digestline"),
    ]
