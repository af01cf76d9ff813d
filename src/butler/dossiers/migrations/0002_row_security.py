"""Who may open which dossier: grants, and the policies that read them."""

from django.db import migrations

from butler.ground.rowsecurity import protect

# Grants are written by one function only; app and worker may read those of the clients they may open.
# The function below runs as the owner of the tables, so that the policy on grants does not ask itself.
OPEN_CLIENTS = """
CREATE FUNCTION dossiers_open_clients(wanted text) RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER PARALLEL SAFE ROWS 50 SET search_path = public AS $$
    SELECT g.client_id
    FROM dossiers_grant g
    JOIN staff_staff holder ON holder.id = g.staff_id
    JOIN staff_staff me ON me.id = ground_staff_id() AND me.is_active AND me.role <> 'auditor'
    LEFT JOIN staff_team team ON team.id = holder.team_id
    WHERE g.compartment = wanted
      AND g.starts_at <= ground_moment() AND (g.ends_at IS NULL OR g.ends_at > ground_moment())
      AND (g.staff_id = me.id OR (team.lead_id = me.id AND me.role = 'lead'))
    UNION
    SELECT c.id FROM dossiers_client c
    JOIN staff_staff me ON me.id = ground_staff_id() AND me.is_active AND me.role = 'owner'
    WHERE wanted = 'profile'
$$;
REVOKE ALL ON FUNCTION dossiers_open_clients(text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION dossiers_open_clients(text) TO butler_app, butler_worker;
"""
NO_OPEN_CLIENTS = "DROP FUNCTION dossiers_open_clients(text);"

# A grant is given by a lead or the owner for clients they may open, by a purpose of the worker, or, for a client who is
# not admitted yet, by whoever admits them. Ending a grant takes effect at once.
GIVE_GRANT = """
CREATE FUNCTION dossiers_give_grant(
    new_id uuid, to_staff bigint, for_client uuid, for_compartment text, until timestamptz, why text
) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
    PERFORM dossiers_check_may_grant(for_client);
    INSERT INTO dossiers_grant (id, staff_id, client_id, compartment, starts_at, ends_at, reason, given_by)
    VALUES (new_id, to_staff, for_client, for_compartment, ground_moment(), until, why, ground_staff_id());
END $$;

CREATE FUNCTION dossiers_end_grant(of_staff bigint, for_client uuid, for_compartment text)
RETURNS integer LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
DECLARE ended integer;
BEGIN
    PERFORM dossiers_check_may_grant(for_client);
    UPDATE dossiers_grant SET ends_at = ground_moment()
    WHERE staff_id = of_staff AND client_id = for_client AND compartment = for_compartment
      AND (ends_at IS NULL OR ends_at > ground_moment());
    GET DIAGNOSTICS ended = ROW_COUNT;
    RETURN ended;
END $$;

CREATE FUNCTION dossiers_check_may_grant(for_client uuid) RETURNS void
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public AS $$
DECLARE my_role text := (SELECT role FROM staff_staff WHERE id = ground_staff_id() AND is_active);
BEGIN
    -- session_user, not a setting: only the worker's own connection may speak for a purpose
    IF ground_purpose() IS NOT NULL AND pg_has_role(session_user, 'butler_worker', 'member') THEN RETURN; END IF;
    IF my_role IN ('lead', 'owner') AND for_client IN (SELECT dossiers_open_clients('profile')) THEN RETURN; END IF;
    IF my_role IN ('concierge', 'lead', 'owner')
        AND NOT EXISTS (SELECT FROM dossiers_client WHERE id = for_client) THEN RETURN; END IF;
    RAISE insufficient_privilege USING MESSAGE = 'this person may not give grants for this client';
END $$;

REVOKE ALL ON FUNCTION dossiers_give_grant(uuid, bigint, uuid, text, timestamptz, text) FROM PUBLIC;
REVOKE ALL ON FUNCTION dossiers_end_grant(bigint, uuid, text) FROM PUBLIC;
REVOKE ALL ON FUNCTION dossiers_check_may_grant(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION dossiers_give_grant(uuid, bigint, uuid, text, timestamptz, text) TO butler_app, butler_worker;
GRANT EXECUTE ON FUNCTION dossiers_end_grant(bigint, uuid, text) TO butler_app, butler_worker;
"""
NO_GIVE_GRANT = """
DROP FUNCTION dossiers_end_grant(bigint, uuid, text);
DROP FUNCTION dossiers_give_grant(uuid, bigint, uuid, text, timestamptz, text);
DROP FUNCTION dossiers_check_may_grant(uuid);
"""

GRANTS = """
ALTER TABLE dossiers_grant ENABLE ROW LEVEL SECURITY;
ALTER TABLE dossiers_grant FORCE ROW LEVEL SECURITY;
REVOKE INSERT, UPDATE, DELETE ON dossiers_grant FROM butler_app, butler_worker;
CREATE POLICY dossiers_grant_keeper ON dossiers_grant TO butler_owner USING (true);
CREATE POLICY dossiers_grant_people ON dossiers_grant FOR SELECT TO butler_app, butler_worker
    USING (client_id = ANY (ARRAY(SELECT dossiers_open_clients('profile'))));
CREATE POLICY dossiers_grant_purposes ON dossiers_grant FOR SELECT TO butler_worker
    USING ((SELECT ground_purpose()) IS NOT NULL);
"""
NO_GRANTS = """
DROP POLICY dossiers_grant_purposes ON dossiers_grant;
DROP POLICY dossiers_grant_people ON dossiers_grant;
DROP POLICY dossiers_grant_keeper ON dossiers_grant;
GRANT INSERT, UPDATE, DELETE ON dossiers_grant TO butler_app, butler_worker;
ALTER TABLE dossiers_grant NO FORCE ROW LEVEL SECURITY;
ALTER TABLE dossiers_grant DISABLE ROW LEVEL SECURITY;
"""

# The functions above must be able to tell whether a client exists; names are sealed all the same.
CLIENT_KEEPER = "CREATE POLICY dossiers_client_keeper ON dossiers_client FOR SELECT TO butler_owner USING (true);"
NO_CLIENT_KEEPER = "DROP POLICY dossiers_client_keeper ON dossiers_client;"

# Keys and the journal belong to the ground, which knows no grants; their policies do.
KEYS = """
ALTER TABLE ground_datakey ENABLE ROW LEVEL SECURITY;
ALTER TABLE ground_datakey FORCE ROW LEVEL SECURITY;
CREATE POLICY ground_datakey_people ON ground_datakey TO butler_app, butler_worker USING (
    (subject = '00000000-0000-4000-8000-000000000001' AND (SELECT ground_staff_id()) IS NOT NULL)
    OR (compartment = 'profile' AND subject = ANY (ARRAY(SELECT dossiers_open_clients('profile'))))
    OR (compartment = 'identity' AND subject = ANY (ARRAY(SELECT dossiers_open_clients('identity'))))
    OR (compartment = 'health' AND subject = ANY (ARRAY(SELECT dossiers_open_clients('health'))))
    OR (compartment = 'finance' AND subject = ANY (ARRAY(SELECT dossiers_open_clients('finance'))))
    OR (compartment = 'family' AND subject = ANY (ARRAY(SELECT dossiers_open_clients('family'))))
);
CREATE POLICY ground_datakey_purposes ON ground_datakey TO butler_worker
    USING ((SELECT ground_purpose()) IS NOT NULL);
"""
NO_KEYS = """
DROP POLICY ground_datakey_purposes ON ground_datakey;
DROP POLICY ground_datakey_people ON ground_datakey;
ALTER TABLE ground_datakey NO FORCE ROW LEVEL SECURITY;
ALTER TABLE ground_datakey DISABLE ROW LEVEL SECURITY;
"""

# Everybody writes in the journal, nobody changes it; who keeps watch reads all of it, others what concerns their clients.
JOURNAL = """
ALTER TABLE ground_entry ENABLE ROW LEVEL SECURITY;
ALTER TABLE ground_entry FORCE ROW LEVEL SECURITY;
REVOKE UPDATE, DELETE ON ground_entry FROM butler_app, butler_worker;
CREATE POLICY ground_entry_writers ON ground_entry FOR INSERT TO butler_app, butler_worker WITH CHECK (
    staff_id IS NOT DISTINCT FROM (SELECT ground_staff_id())
    AND purpose = coalesce((SELECT ground_purpose()), '')
);
CREATE POLICY ground_entry_readers ON ground_entry FOR SELECT TO butler_app, butler_worker USING (
    (SELECT staff_reads_journal()) OR client_id = ANY (ARRAY(SELECT dossiers_open_clients('profile')))
);
"""
NO_JOURNAL = """
DROP POLICY ground_entry_readers ON ground_entry;
DROP POLICY ground_entry_writers ON ground_entry;
GRANT UPDATE, DELETE ON ground_entry TO butler_app, butler_worker;
ALTER TABLE ground_entry NO FORCE ROW LEVEL SECURITY;
ALTER TABLE ground_entry DISABLE ROW LEVEL SECURITY;
"""

PROFILE = ["person", "contactpoint", "occasion", "preference", "document", "mandate", "gift", "note"]


class Migration(migrations.Migration):
    dependencies = [("dossiers", "0001_initial"), ("staff", "0002_sorts_mail")]
    operations = [
        migrations.RunSQL(OPEN_CLIENTS, NO_OPEN_CLIENTS),
        migrations.RunSQL(GIVE_GRANT, NO_GIVE_GRANT),
        migrations.RunSQL(GRANTS, NO_GRANTS),
        protect("dossiers_client", column="id"),
        migrations.RunSQL(CLIENT_KEEPER, NO_CLIENT_KEEPER),
        *[protect(f"dossiers_{table}") for table in PROFILE],
        protect("dossiers_documentnumber", compartment="identity"),
        protect("dossiers_identitynote", compartment="identity"),
        protect("dossiers_healthnote", compartment="health"),
        protect("dossiers_financenote", compartment="finance"),
        migrations.RunSQL(KEYS, NO_KEYS),
        migrations.RunSQL(JOURNAL, NO_JOURNAL),
    ]
