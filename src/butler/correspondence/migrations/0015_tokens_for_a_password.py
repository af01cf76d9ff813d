"""Accounts whose provider takes no password: what it gave last, sealed."""

from django.db import migrations

import butler.ground.sealing


class Migration(migrations.Migration):
    dependencies = [
        ("correspondence", "0014_who_is_proven"),
    ]

    operations = [
        migrations.AddField(
            model_name="account",
            name="token",
            field=butler.ground.sealing.SealedTextField(compartment="profile", default=b"", subject="house"),
        ),
    ]
