"""No state without its row, no step that the life of a request does not know, no open request without a next moment."""

from django.db import migrations, models

# As `rules.lifecycle.MAY_BECOME` says; a test compares the two.
MAY_BECOME = """
CREATE FUNCTION requests_may_become(before text, after text) RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT after = ANY (CASE before
        WHEN 'new' THEN ARRAY['accepted', 'closed', 'cancelled']
        WHEN 'accepted' THEN ARRAY['options', 'approval', 'booked', 'delivered', 'closed', 'cancelled']
        WHEN 'options' THEN ARRAY['accepted', 'approval', 'booked', 'closed', 'cancelled']
        WHEN 'approval' THEN ARRAY['accepted', 'options', 'booked', 'cancelled']
        WHEN 'booked' THEN ARRAY['options', 'confirmed', 'delivered', 'cancelled']
        WHEN 'confirmed' THEN ARRAY['options', 'booked', 'delivered', 'cancelled']
        WHEN 'delivered' THEN ARRAY['accepted', 'debriefed', 'closed']
        WHEN 'debriefed' THEN ARRAY['accepted', 'closed']
        WHEN 'closed' THEN ARRAY['accepted']
        WHEN 'cancelled' THEN ARRAY['accepted']
        ELSE ARRAY[]::text[] END)
$$;
"""
NO_MAY_BECOME = "DROP FUNCTION requests_may_become(text, text);"

# They run as the owner of the tables, whom row security binds too: the owner may look, through these functions only.
KEEPERS = """
CREATE POLICY requests_clientrequest_keeper ON requests_clientrequest FOR SELECT TO butler_owner USING (true);
CREATE POLICY requests_statechange_keeper ON requests_statechange FOR SELECT TO butler_owner USING (true);
"""
NO_KEEPERS = """
DROP POLICY requests_statechange_keeper ON requests_statechange;
DROP POLICY requests_clientrequest_keeper ON requests_clientrequest;
"""

STEPS = """
CREATE FUNCTION requests_check_step() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    standing text := coalesce(
        (SELECT c.after FROM requests_statechange c
         WHERE c.client_request_id = NEW.client_request_id AND c.number = NEW.number - 1), '');
    is_known boolean;
BEGIN
    IF NEW.takes_back_id IS NOT NULL THEN
        is_known := EXISTS (
            SELECT FROM requests_statechange c
            WHERE c.id = NEW.takes_back_id AND c.client_request_id = NEW.client_request_id
              AND c.before <> '' AND c.before = NEW.after AND c.after = NEW.before);
    ELSIF NEW.number = 1 THEN
        is_known := NEW.after = 'new';
    ELSIF NEW.why = 'merged' THEN  -- what is the same as another rests with it, however far it had come
        is_known := NEW.after = 'closed' AND NEW.before NOT IN ('closed', 'cancelled', 'debriefed');
    ELSE
        is_known := requests_may_become(NEW.before, NEW.after);
    END IF;
    IF NEW.before <> standing OR is_known IS NOT TRUE THEN
        RAISE check_violation USING CONSTRAINT = 'request_step_is_allowed',
            MESSAGE = format('a request does not go from %s to %s', standing, NEW.after);
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER request_step_is_allowed BEFORE INSERT ON requests_statechange
    FOR EACH ROW EXECUTE FUNCTION requests_check_step();

CREATE FUNCTION requests_check_last_step() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF NEW.state_number IS DISTINCT FROM
        (SELECT max(c.number) FROM requests_statechange c WHERE c.client_request_id = NEW.id)
    THEN
        RAISE check_violation USING CONSTRAINT = 'request_state_is_its_last_row',
            MESSAGE = 'the state of a request is that of its last row of who and when';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER request_state_is_its_last_row BEFORE UPDATE OF state, state_number ON requests_clientrequest
    FOR EACH ROW WHEN (OLD.state IS DISTINCT FROM NEW.state OR OLD.state_number IS DISTINCT FROM NEW.state_number)
    EXECUTE FUNCTION requests_check_last_step();

CREATE FUNCTION requests_check_step_was_taken() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF EXISTS (
        SELECT FROM requests_clientrequest r WHERE r.id = NEW.client_request_id AND r.state_number < NEW.number)
    THEN
        RAISE check_violation USING CONSTRAINT = 'request_step_was_taken',
            MESSAGE = 'a row of who and when changes the state of its request';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER request_step_was_taken AFTER INSERT ON requests_statechange
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION requests_check_step_was_taken();

REVOKE ALL ON FUNCTION requests_check_step(), requests_check_last_step(), requests_check_step_was_taken() FROM PUBLIC;

ALTER TABLE requests_clientrequest ADD CONSTRAINT request_state_has_its_row
    FOREIGN KEY (id, state_number, state) REFERENCES requests_statechange (client_request_id, number, after)
    DEFERRABLE INITIALLY DEFERRED;
"""
NO_STEPS = """
ALTER TABLE requests_clientrequest DROP CONSTRAINT request_state_has_its_row;
DROP TRIGGER request_step_was_taken ON requests_statechange;
DROP TRIGGER request_state_is_its_last_row ON requests_clientrequest;
DROP TRIGGER request_step_is_allowed ON requests_statechange;
DROP FUNCTION requests_check_step_was_taken();
DROP FUNCTION requests_check_last_step();
DROP FUNCTION requests_check_step();
"""


class Migration(migrations.Migration):
    dependencies = [("requests", "0005_first_states")]
    operations = [
        migrations.AddConstraint(
            model_name="clientrequest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("due_at__isnull", True), ("due_what", ""), ("state__in", ("closed", "cancelled", "debriefed"))
                    ),
                    models.Q(
                        models.Q(("state__in", ("closed", "cancelled", "debriefed")), _negated=True),
                        ("due_at__isnull", False),
                        models.Q(("due_what", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="open_request_has_a_next_moment",
            ),
        ),
        migrations.AddConstraint(
            model_name="clientrequest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("closed_at__isnull", False), ("state__in", ("closed", "cancelled", "debriefed"))),
                    models.Q(
                        models.Q(("state__in", ("closed", "cancelled", "debriefed")), _negated=True),
                        ("closed_at__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="request_rests_since_a_moment",
            ),
        ),
        migrations.RunSQL(MAY_BECOME, NO_MAY_BECOME),
        migrations.RunSQL(KEEPERS, NO_KEEPERS),
        migrations.RunSQL(STEPS, NO_STEPS),
    ]
