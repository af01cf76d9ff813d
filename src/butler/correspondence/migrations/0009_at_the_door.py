"""The web process lays down what a messenger brings: a new row of the house, and nothing else; it reads none of them."""

from django.db import migrations

DOOR = "(SELECT ground_purpose()) = 'door'"
OPEN = f"""
CREATE POLICY correspondence_rawmessage_door ON correspondence_rawmessage FOR INSERT TO butler_app
    WITH CHECK (client_id IS NULL AND state = 'new' AND {DOOR});
-- to seal for the house; what is sealed it does not see
CREATE POLICY ground_datakey_door ON ground_datakey FOR SELECT TO butler_app
    USING (subject = '00000000-0000-4000-8000-000000000001' AND compartment = 'profile' AND {DOOR});
"""
SHUT = """
DROP POLICY ground_datakey_door ON ground_datakey;
DROP POLICY correspondence_rawmessage_door ON correspondence_rawmessage;
"""


class Migration(migrations.Migration):
    dependencies = [("correspondence", "0008_held_to_one"), ("dossiers", "0005_nothing_lost_nothing_lent")]
    operations = [migrations.RunSQL(OPEN, SHUT)]
