from django.db import migrations

from butler.ground.rowsecurity import protect


class Migration(migrations.Migration):
    dependencies = [("correspondence", "0001_initial"), ("dossiers", "0002_row_security")]
    operations = [
        protect("correspondence_conversation", unsorted=True),
        protect("correspondence_rawmessage", unsorted=True),
        protect("correspondence_message", unsorted=True),
        protect("correspondence_attachment", unsorted=True),
        protect("correspondence_letter"),
        protect("correspondence_approval"),
    ]
