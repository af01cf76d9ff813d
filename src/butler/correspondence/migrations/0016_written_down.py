"""A colleague writes down what somebody said whom they may not know: they see it until it is sorted, to take it back."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

OPEN = """
CREATE POLICY correspondence_rawmessage_writer ON correspondence_rawmessage TO butler_app
    USING (client_id IS NULL AND account_id IS NULL AND state IN ('new', 'nothing')
           AND written_by_id = (SELECT ground_staff_id()));
"""
SHUT = "DROP POLICY correspondence_rawmessage_writer ON correspondence_rawmessage;"


class Migration(migrations.Migration):
    dependencies = [
        ("correspondence", "0015_tokens_for_a_password"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        migrations.AddField(
            model_name="rawmessage",
            name="written_by",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.RunSQL(OPEN, SHUT),
    ]
