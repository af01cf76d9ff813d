"""Aliases for those who read the journal: they may say which client a line is about, and nothing more."""

from django.db import migrations

ALIASES = """
CREATE FUNCTION dossiers_aliases() RETURNS TABLE (id uuid, alias text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
    SELECT c.id, c.alias::text FROM dossiers_client c WHERE (SELECT staff_reads_journal())
$$;
REVOKE ALL ON FUNCTION dossiers_aliases() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION dossiers_aliases() TO butler_app, butler_worker;
"""


class Migration(migrations.Migration):
    dependencies = [("dossiers", "0003_removed_at")]
    operations = [migrations.RunSQL(ALIASES, "DROP FUNCTION dossiers_aliases()")]
