"""What the app could do and need not: destroy keys and dossiers, lend on what was lent, shadow tables."""

from django.db import migrations

# A page removes by a mark and never rewrites a key: destroying is the worker's, under a purpose.
TABLES = (
    "client", "person", "contactpoint", "occasion", "preference", "document", "documentnumber", "mandate", "gift",
    "note", "identitynote", "healthnote", "financenote",
)  # fmt: skip
KEPT = ", ".join(["ground_datakey", *(f"dossiers_{table}" for table in TABLES)])
KEEP = f"""
REVOKE DELETE ON {KEPT} FROM butler_app;
REVOKE UPDATE ON ground_datakey FROM butler_app, butler_worker;
"""
KEEP_NOT = f"""
GRANT DELETE ON {KEPT} TO butler_app;
GRANT UPDATE ON ground_datakey TO butler_app, butler_worker;
"""

# Without pg_temp at the end, a temporary table of the caller stands before ours: whoever may make one would tell these
# functions what the grants are.
FUNCTIONS = (
    "dossiers_open_clients(text)",
    "dossiers_give_grant(uuid, bigint, uuid, text, timestamptz, text)",
    "dossiers_end_grant(bigint, uuid, text)",
    "dossiers_check_may_grant(uuid)",
    "dossiers_aliases()",
)
OURS_FIRST = "".join(f"ALTER FUNCTION {name} SET search_path = public, pg_temp;\n" for name in FUNCTIONS)
AS_BEFORE = "".join(f"ALTER FUNCTION {name} SET search_path = public;\n" for name in FUNCTIONS)

# A lead who was let in for an evening does not give on, least of all to herself: that needs a dossier held without end,
# by her or in her team.
MAY_GRANT = """
CREATE OR REPLACE FUNCTION dossiers_check_may_grant(for_client uuid) RETURNS void
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    me bigint := ground_staff_id();
    my_role text := (SELECT role FROM staff_staff WHERE id = me AND is_active);
BEGIN
    -- session_user, not a setting: only the worker's own connection may speak for a purpose
    IF ground_purpose() IS NOT NULL AND pg_has_role(session_user, 'butler_worker', 'member') THEN RETURN; END IF;
    IF my_role = 'owner' AND for_client IN (SELECT dossiers_open_clients('profile')) THEN RETURN; END IF;
    IF my_role = 'lead' AND EXISTS (
        SELECT FROM dossiers_grant g
        JOIN staff_staff holder ON holder.id = g.staff_id
        LEFT JOIN staff_team team ON team.id = holder.team_id
        WHERE g.client_id = for_client AND g.compartment = 'profile'
          AND g.starts_at <= ground_moment() AND g.ends_at IS NULL
          AND (g.staff_id = me OR team.lead_id = me)
    ) THEN RETURN; END IF;
    IF my_role IN ('concierge', 'lead', 'owner')
        AND NOT EXISTS (SELECT FROM dossiers_client WHERE id = for_client) THEN RETURN; END IF;
    RAISE insufficient_privilege USING MESSAGE = 'this person may not give grants for this client';
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("dossiers", "0004_aliases"), ("staff", "0003_places_are_given_by_the_owner")]
    operations = [
        migrations.RunSQL(KEEP, KEEP_NOT),
        migrations.RunSQL(OURS_FIRST, AS_BEFORE),
        migrations.RunSQL(MAY_GRANT, migrations.RunSQL.noop),
    ]
