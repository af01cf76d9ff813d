from django.db import migrations

from butler.ground.rowsecurity import protect


class Migration(migrations.Migration):
    dependencies = [("bookings", "0001_initial"), ("dossiers", "0002_row_security")]
    operations = [
        protect("bookings_booking"),
        protect("bookings_evidence"),
        protect("bookings_instruction"),
    ]
