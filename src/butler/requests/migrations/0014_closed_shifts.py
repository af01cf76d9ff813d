import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import butler.ground.sealing


class Migration(migrations.Migration):
    dependencies = [
        ("dossiers", "0006_may_ask_model"),
        ("requests", "0013_who_answers_hand_overs"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ShiftEnd",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("at", models.DateTimeField()),
                ("taken_back_at", models.DateTimeField(null=True)),
                (
                    "staff",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="LeftWork",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "way",
                    models.CharField(
                        choices=[("later", "to the next shift"), ("handed", "to a colleague"), ("mine", "stays mine")],
                        max_length=8,
                    ),
                ),
                (
                    "why",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("client", "the client has not answered"),
                            ("supplier", "the supplier has not answered"),
                            ("time", "the day was too short"),
                            ("later", "tomorrow is early enough"),
                        ],
                        max_length=8,
                    ),
                ),
                (
                    "note",
                    butler.ground.sealing.SealedTextField(compartment="profile", default=b"", subject="client_id"),
                ),
                (
                    "client",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="dossiers.client"
                    ),
                ),
                (
                    "client_request",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="left_over",
                        to="requests.clientrequest",
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="requests.handeditem",
                    ),
                ),
                (
                    "move",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="requests.move"
                    ),
                ),
                (
                    "task",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="left_over",
                        to="requests.task",
                    ),
                ),
                (
                    "shift_end",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="left", to="requests.shiftend"
                    ),
                ),
            ],
        ),
        migrations.AddIndex(
            model_name="shiftend",
            index=models.Index(fields=["staff", "-at"], name="last_shifts_of"),
        ),
        migrations.AddConstraint(
            model_name="leftwork",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("client_request__isnull", True), ("task__isnull", False)),
                    models.Q(("client_request__isnull", False), ("task__isnull", True)),
                    _connector="OR",
                ),
                name="left_work_is_one_thing",
            ),
        ),
        migrations.AddConstraint(
            model_name="leftwork",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("way", "later"), _negated=True), models.Q(("why", ""), _negated=True), _connector="OR"
                ),
                name="what_is_put_off_says_why",
            ),
        ),
    ]
