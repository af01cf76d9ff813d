"""Batches have no client yet: leads and the worker's named purposes see them, nobody else."""

from django.db import migrations

# A row that names a client is for those leads who may open that client.
SORTED = "(SELECT staff_sorts_mail())"
OPEN = "(client_id IS NULL OR client_id = ANY (ARRAY(SELECT dossiers_open_clients('profile'))))"


def for_leads(table: str, may: str) -> migrations.RunSQL:
    return migrations.RunSQL(
        f"""
        ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;
        ALTER TABLE {table} FORCE ROW LEVEL SECURITY;
        CREATE POLICY {table}_leads ON {table} TO butler_app, butler_worker USING ({may});
        CREATE POLICY {table}_purposes ON {table} TO butler_worker USING ((SELECT ground_purpose()) IS NOT NULL);
        """,
        f"""
        DROP POLICY {table}_leads ON {table};
        DROP POLICY {table}_purposes ON {table};
        ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY;
        ALTER TABLE {table} DISABLE ROW LEVEL SECURITY;
        """,
    )


# Grants are written by functions only. A client whom a batch brought in may go with the batch, and only then do the
# grants go; what else hangs on the client keeps it by its foreign keys.
TAKE_BACK_GRANTS = """
CREATE POLICY reception_importedrow_keeper ON reception_importedrow FOR SELECT TO butler_owner USING (true);

CREATE FUNCTION reception_take_back_grants(of_client uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
    IF ground_purpose() IS NULL OR NOT pg_has_role(session_user, 'butler_worker', 'member')
        OR NOT EXISTS (
            SELECT FROM reception_importedrow
            WHERE "table" = 'dossiers.Client' AND target = of_client::text AND action = 'created' AND undone_at IS NULL
        )
    THEN RAISE insufficient_privilege USING MESSAGE = 'no batch brought this client in';
    END IF;
    DELETE FROM dossiers_grant WHERE client_id = of_client;
END $$;

REVOKE ALL ON FUNCTION reception_take_back_grants(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION reception_take_back_grants(uuid) TO butler_worker;
"""
KEEP_GRANTS = """
DROP FUNCTION reception_take_back_grants(uuid);
DROP POLICY reception_importedrow_keeper ON reception_importedrow;
"""


class Migration(migrations.Migration):
    dependencies = [("reception", "0001_initial"), ("dossiers", "0002_row_security")]
    operations = [
        for_leads("reception_batch", f"{SORTED} AND {OPEN}"),
        for_leads("reception_batchfile", SORTED),
        for_leads("reception_importedrow", f"{SORTED} AND {OPEN}"),
        migrations.RunSQL(TAKE_BACK_GRANTS, KEEP_GRANTS),
    ]
