"""How sure we are of who wrote a message, what it would answer, and which colleague knows that it is them."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("correspondence", "0013_read_before_it_goes_out"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="message",
            name="proof",
            field=models.CharField(
                choices=[
                    ("proven", "proven"),
                    ("unknown", "nothing speaks against it"),
                    ("unproven", "the sender is not proven"),
                ],
                default="unknown",
                max_length=10,
            ),
        ),
        migrations.AddField(
            model_name="message",
            name="proof_why",
            field=models.CharField(blank=True, max_length=20),
        ),
        migrations.AddField(
            model_name="message",
            name="vouched_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="message",
            name="vouched_by",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="message",
            name="would_answer",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="correspondence.message"
            ),
        ),
    ]
