import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import butler.ground.sealing


class Migration(migrations.Migration):
    dependencies = [
        ("correspondence", "0011_what_came_and_how"),
        ("dossiers", "0006_may_ask_model"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Answer",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("act", models.CharField(max_length=8)),
                ("content", butler.ground.sealing.SealedTextField(compartment="profile", default=b"", subject="house")),
                ("at", models.DateTimeField()),
                ("taken_at", models.DateTimeField(null=True)),
                ("taken_as", models.CharField(blank=True, max_length=12)),
            ],
        ),
        migrations.CreateModel(
            name="Page",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("approach", "Approach"),
                            ("order", "Order"),
                            ("reconfirmation", "Reconfirmation"),
                            ("ride", "Ride"),
                            ("choice", "Choice"),
                        ],
                        max_length=16,
                    ),
                ),
                ("language", models.CharField(default="ru", max_length=2)),
                ("shows", butler.ground.sealing.SealedTextField(compartment="profile", default=b"", subject="house")),
                ("made_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField()),
                ("closed_at", models.DateTimeField(null=True)),
                ("closed_why", models.CharField(blank=True, max_length=12)),
            ],
        ),
        migrations.RemoveConstraint(
            model_name="letter",
            name="letter_allowed_by_a_known_rule",
        ),
        migrations.AddField(
            model_name="letter",
            name="guarded",
            field=models.CharField(blank=True, max_length=8),
        ),
        migrations.AlterField(
            model_name="letter",
            name="allowed_by",
            field=models.CharField(
                blank=True,
                choices=[
                    ("", "a yes"),
                    ("same_words", "the yes to the same words on another channel"),
                    ("house_rule", "a rule of the house: a question to the network, thanks, an order to a driver"),
                ],
                default="",
                max_length=20,
            ),
        ),
        migrations.AddConstraint(
            model_name="letter",
            constraint=models.CheckConstraint(
                condition=models.Q(("allowed_by__in", ["", "same_words", "house_rule"])),
                name="letter_allowed_by_a_known_rule",
            ),
        ),
        migrations.AddField(
            model_name="page",
            name="client",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="+", to="dossiers.client"
            ),
        ),
        migrations.AddField(
            model_name="page",
            name="letter",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.CASCADE, related_name="page", to="correspondence.letter"
            ),
        ),
        migrations.AddField(
            model_name="answer",
            name="page",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="answers", to="correspondence.page"
            ),
        ),
        migrations.AddConstraint(
            model_name="page",
            constraint=models.CheckConstraint(
                condition=models.Q(("expires_at__gt", models.F("made_at"))), name="page_expires_after_it_is_made"
            ),
        ),
        migrations.AddIndex(
            model_name="answer",
            index=models.Index(
                condition=models.Q(("taken_at__isnull", True)), fields=["at"], name="page_answers_to_take"
            ),
        ),
    ]
