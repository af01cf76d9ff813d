"""The second lock on places: whatever a page forgets to ask, the database lets only the owner change who may do what."""

from django.db import migrations

# SECURITY INVOKER: current_user is whoever writes. The web is bound; the worker's commands found the house. Outside
# anybody's name (signing in) the password may be written anew, a place may not.
PLACES = """
CREATE FUNCTION staff_places_are_given() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE by_owner boolean := EXISTS (
    SELECT FROM staff_staff WHERE id = ground_staff_id() AND is_active AND role = 'owner'
);
BEGIN
    IF current_user <> 'butler_app' OR by_owner THEN RETURN NEW; END IF;
    IF TG_TABLE_NAME = 'staff_staff' AND TG_OP = 'UPDATE' THEN
        IF (NEW.role, NEW.team_id, NEW.is_active, NEW.email)
            IS NOT DISTINCT FROM (OLD.role, OLD.team_id, OLD.is_active, OLD.email)
            AND (NEW.password = OLD.password OR coalesce(ground_staff_id(), OLD.id) = OLD.id)
        THEN RETURN NEW; END IF;
    END IF;
    RAISE insufficient_privilege USING MESSAGE = 'only the owner of the house gives places';
END $$;
CREATE TRIGGER staff_staff_places BEFORE INSERT OR UPDATE ON staff_staff
    FOR EACH ROW EXECUTE FUNCTION staff_places_are_given();
CREATE TRIGGER staff_team_places BEFORE INSERT OR UPDATE ON staff_team
    FOR EACH ROW EXECUTE FUNCTION staff_places_are_given();
REVOKE DELETE ON staff_staff, staff_team FROM butler_app;
"""
NO_PLACES = """
GRANT DELETE ON staff_staff, staff_team TO butler_app;
DROP TRIGGER staff_team_places ON staff_team;
DROP TRIGGER staff_staff_places ON staff_staff;
DROP FUNCTION staff_places_are_given();
"""


class Migration(migrations.Migration):
    dependencies = [("staff", "0002_sorts_mail")]
    operations = [migrations.RunSQL(PLACES, NO_PLACES)]
