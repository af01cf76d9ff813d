from django.db import migrations

from butler.ground.rowsecurity import protect


class Migration(migrations.Migration):
    dependencies = [("correspondence", "0003_on_the_wire")]
    operations = [
        protect("correspondence_wording", unsorted=True),
        protect("correspondence_regrouping", unsorted=True),
        protect("correspondence_presence", unsorted=True),
        protect("correspondence_letterfile"),
    ]
