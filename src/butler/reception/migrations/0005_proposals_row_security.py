from django.db import migrations

from butler.ground.rowsecurity import protect


class Migration(migrations.Migration):
    dependencies = [("reception", "0004_proposals"), ("correspondence", "0004_wire_row_security")]
    operations = [
        protect("reception_proposal", unsorted=True),
        protect("reception_hearing", unsorted=True),
        protect("reception_correction", unsorted=True),
    ]
