from django.db import migrations

NAMES = """
CREATE EXTENSION IF NOT EXISTS pg_trgm;  -- trusted: the owner of the database may
CREATE INDEX contact_names_in_part ON network_contact USING gin (name_key gin_trgm_ops);
CREATE INDEX organisation_names_in_part ON network_organisation USING gin (name_key gin_trgm_ops);
CREATE INDEX contacts_by_name ON network_contact (name_key, id);
"""
BACK = """
DROP INDEX contacts_by_name;
DROP INDEX organisation_names_in_part;
DROP INDEX contact_names_in_part;
"""


class Migration(migrations.Migration):
    dependencies = [("network", "0001_initial")]

    operations = [migrations.RunSQL(NAMES, BACK)]
