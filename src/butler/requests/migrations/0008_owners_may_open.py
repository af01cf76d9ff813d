"""Whoever owns an open request may open its dossier: the end of each transaction sees to it.

Grants that end by their date are no transaction's doing: the sweep finds them (`actions.adopt_orphans`).
"""

from django.db import migrations

CHECK = """
CREATE FUNCTION requests_may_own(person bigint, client uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT EXISTS (
        SELECT FROM staff_staff me WHERE me.id = person AND me.is_active AND me.role <> 'auditor' AND (
            me.role = 'owner' OR EXISTS (
                SELECT FROM dossiers_grant g
                JOIN staff_staff holder ON holder.id = g.staff_id
                LEFT JOIN staff_team team ON team.id = holder.team_id
                WHERE g.client_id = client AND g.compartment = 'profile'
                  AND g.starts_at <= ground_moment() AND (g.ends_at IS NULL OR g.ends_at > ground_moment())
                  AND (g.staff_id = me.id OR (team.lead_id = me.id AND me.role = 'lead')))))
$$;
REVOKE ALL ON FUNCTION requests_may_own(bigint, uuid) FROM PUBLIC;

CREATE FUNCTION requests_refuse_stranger() RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    RAISE check_violation USING CONSTRAINT = 'request_owner_may_open_the_dossier',
        MESSAGE = 'an open request is owned by somebody who may open the dossier';
END $$;

-- Nobody acts, no moment: an import by the owner of the tables, or a test that is being swept away.
CREATE FUNCTION requests_check_owner() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF ground_moment() IS NOT NULL AND EXISTS (
        SELECT FROM requests_clientrequest r
        WHERE r.id = NEW.id AND r.state NOT IN ('closed', 'cancelled', 'debriefed')
          AND NOT requests_may_own(r.owner_id, r.client_id))
    THEN PERFORM requests_refuse_stranger(); END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER request_owner_may_open_the_dossier
    AFTER INSERT OR UPDATE OF owner_id, state ON requests_clientrequest
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION requests_check_owner();

CREATE FUNCTION requests_check_owners_of_client() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF ground_moment() IS NOT NULL AND EXISTS (
        SELECT FROM requests_clientrequest r
        WHERE r.client_id = NEW.client_id AND r.state NOT IN ('closed', 'cancelled', 'debriefed')
          AND NOT requests_may_own(r.owner_id, r.client_id))
    THEN PERFORM requests_refuse_stranger(); END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER request_owner_may_open_the_dossier AFTER UPDATE OF ends_at ON dossiers_grant
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.compartment = 'profile')
    EXECUTE FUNCTION requests_check_owners_of_client();

CREATE FUNCTION requests_check_owners_of_colleague() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF ground_moment() IS NOT NULL AND EXISTS (
        SELECT FROM requests_clientrequest r
        WHERE r.owner_id = NEW.id AND r.state NOT IN ('closed', 'cancelled', 'debriefed')
          AND NOT requests_may_own(r.owner_id, r.client_id))
    THEN PERFORM requests_refuse_stranger(); END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER request_owner_may_open_the_dossier AFTER UPDATE OF is_active, role ON staff_staff
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
    WHEN (OLD.is_active IS DISTINCT FROM NEW.is_active OR OLD.role IS DISTINCT FROM NEW.role)
    EXECUTE FUNCTION requests_check_owners_of_colleague();

REVOKE ALL ON FUNCTION requests_check_owner(), requests_check_owners_of_client(),
    requests_check_owners_of_colleague() FROM PUBLIC;
"""
NO_CHECK = """
DROP TRIGGER request_owner_may_open_the_dossier ON staff_staff;
DROP TRIGGER request_owner_may_open_the_dossier ON dossiers_grant;
DROP TRIGGER request_owner_may_open_the_dossier ON requests_clientrequest;
DROP FUNCTION requests_check_owners_of_colleague();
DROP FUNCTION requests_check_owners_of_client();
DROP FUNCTION requests_check_owner();
DROP FUNCTION requests_refuse_stranger();
DROP FUNCTION requests_may_own(bigint, uuid);
"""


class Migration(migrations.Migration):
    dependencies = [("requests", "0007_pauses_and_merges"), ("staff", "0003_places_are_given_by_the_owner")]
    operations = [migrations.RunSQL(CHECK, NO_CHECK)]
