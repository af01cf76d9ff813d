"""The name that somebody gives themselves in a messenger, beside the number by which we answer."""

from django.db import migrations

import butler.ground.sealing


class Migration(migrations.Migration):
    dependencies = [("correspondence", "0016_written_down")]
    operations = [
        migrations.AddField(
            model_name="message",
            name="name",
            field=butler.ground.sealing.SealedTextField(compartment="profile", default=b"", subject="client_id"),
        ),
    ]
