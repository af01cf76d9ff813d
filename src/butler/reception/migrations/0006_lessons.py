import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import butler.ground.sealing


class Migration(migrations.Migration):
    dependencies = [
        ("reception", "0005_proposals_row_security"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Lesson",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("asked", "asked for"),
                            ("learnt", "learnt"),
                            ("worse", "refused"),
                            ("nothing", "nothing to learn"),
                            ("forgotten", "forgotten"),
                        ],
                        max_length=10,
                    ),
                ),
                ("asked_at", models.DateTimeField()),
                ("night", models.DateField(null=True, unique=True)),
                ("finished_at", models.DateTimeField(null=True)),
                ("counts", models.JSONField(default=dict)),
                ("figures", models.JSONField(default=dict)),
                ("mark", models.CharField(blank=True, max_length=64)),
                ("is_in_force", models.BooleanField(default=False)),
                ("weights", butler.ground.sealing.SealedTextField(compartment="profile", default=b"", subject="house")),
                (
                    "asked_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["-asked_at"], name="lessons_latest_first")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("is_in_force", True)),
                        fields=("is_in_force",),
                        name="one_lesson_is_in_force",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state", "asked"), ("finished_at__isnull", False), _connector="OR"),
                        name="lesson_finished_says_when",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("is_in_force", False), ("state", "learnt"), _connector="OR"),
                        name="only_learnt_is_in_force",
                    ),
                ],
            },
        ),
    ]
