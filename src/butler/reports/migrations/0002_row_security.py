from django.db import migrations

from butler.ground.rowsecurity import protect


class Migration(migrations.Migration):
    dependencies = [("reports", "0001_initial"), ("dossiers", "0002_row_security")]
    operations = [protect("reports_wish"), protect("reports_monthletter")]
