"""When something came through an account last, and whether a bot's updates are brought or asked for.

The web process, which lays down what a messenger brings, may write that moment on the account and nothing else.
"""

from django.db import migrations, models

OWNERS = """
CREATE OR REPLACE FUNCTION correspondence_accounts_are_the_owners() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF current_user <> 'butler_app' OR EXISTS (
        SELECT FROM staff_staff WHERE id = ground_staff_id() AND is_active AND role = 'owner'
    ) THEN RETURN NEW; END IF;
    {door}
    RAISE insufficient_privilege USING MESSAGE = 'only the owner of the house changes its accounts';
END $$;
"""
DOOR = """IF TG_OP = 'UPDATE' AND ground_purpose() = 'door' THEN
        IF to_jsonb(NEW) - 'heard_at' = to_jsonb(OLD) - 'heard_at' THEN RETURN NEW; END IF;
    END IF;"""


class Migration(migrations.Migration):
    dependencies = [("correspondence", "0010_language_model")]
    operations = [
        migrations.AddField("account", "heard_at", models.DateTimeField(null=True)),
        migrations.AddField(
            "account", "webhook_wanted", models.CharField(blank=True, default="", max_length=300), False
        ),
        migrations.AddField("account", "webhook", models.CharField(blank=True, default="", max_length=300), False),
        migrations.AddField("account", "webhook_why", models.CharField(blank=True, default="", max_length=40), False),
        migrations.RunSQL(OWNERS.format(door=DOOR), OWNERS.format(door="")),
    ]
