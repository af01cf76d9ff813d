"""Only the taker answers what is offered, and is let into what a lead (or their own right) allows; it goes back exactly.

A taker may not open the client yet, and may still see that something is offered: never its words, those are sealed.
"""

from django.db import migrations

TABLES = """
ALTER TABLE requests_handover ENABLE ROW LEVEL SECURITY;
ALTER TABLE requests_handover FORCE ROW LEVEL SECURITY;
CREATE POLICY requests_handover_read ON requests_handover FOR SELECT TO butler_app, butler_worker, butler_owner
    USING (true);
CREATE POLICY requests_handover_write ON requests_handover FOR INSERT TO butler_app, butler_worker
    WITH CHECK (by_id = (SELECT ground_staff_id()));

ALTER TABLE requests_handeditem ENABLE ROW LEVEL SECURITY;
ALTER TABLE requests_handeditem FORCE ROW LEVEL SECURITY;
CREATE POLICY requests_handeditem_keeper ON requests_handeditem TO butler_owner USING (true);
CREATE POLICY requests_handeditem_purposes ON requests_handeditem TO butler_worker
    USING ((SELECT ground_purpose()) IS NOT NULL);
CREATE POLICY requests_handeditem_read ON requests_handeditem FOR SELECT TO butler_app, butler_worker USING (
    client_id = ANY (ARRAY(SELECT dossiers_open_clients('profile')))
    OR hand_over_id = ANY (ARRAY(SELECT id FROM requests_handover h WHERE h.taker_id = ground_staff_id())));
CREATE POLICY requests_handeditem_answer ON requests_handeditem FOR UPDATE TO butler_app, butler_worker USING (
    client_id = ANY (ARRAY(SELECT dossiers_open_clients('profile')))
    OR hand_over_id = ANY (ARRAY(SELECT id FROM requests_handover h WHERE h.taker_id = ground_staff_id())));
CREATE POLICY requests_handeditem_offer ON requests_handeditem FOR INSERT TO butler_app, butler_worker WITH CHECK (
    state = 'offered' AND granted = '[]' AND closed = '{}'
    AND client_id = ANY (ARRAY(SELECT dossiers_open_clients('profile')))
    AND hand_over_id = ANY (ARRAY(SELECT id FROM requests_handover h WHERE h.by_id = ground_staff_id())));

-- What was granted, and what the item is, is nobody's to change by hand.
REVOKE UPDATE ON requests_handeditem, requests_handover FROM butler_app, butler_worker;
GRANT UPDATE (state, refusal, words, answered_by_id, answered_at, moved_at, ended_at, before)
    ON requests_handeditem TO butler_app, butler_worker;
"""
NO_TABLES = """
GRANT UPDATE ON requests_handeditem, requests_handover TO butler_app, butler_worker;
DROP POLICY requests_handeditem_offer ON requests_handeditem;
DROP POLICY requests_handeditem_answer ON requests_handeditem;
DROP POLICY requests_handeditem_read ON requests_handeditem;
DROP POLICY requests_handeditem_purposes ON requests_handeditem;
DROP POLICY requests_handeditem_keeper ON requests_handeditem;
ALTER TABLE requests_handeditem NO FORCE ROW LEVEL SECURITY;
ALTER TABLE requests_handeditem DISABLE ROW LEVEL SECURITY;
DROP POLICY requests_handover_write ON requests_handover;
DROP POLICY requests_handover_read ON requests_handover;
ALTER TABLE requests_handover NO FORCE ROW LEVEL SECURITY;
ALTER TABLE requests_handover DISABLE ROW LEVEL SECURITY;
"""

ANSWERS = """
CREATE FUNCTION requests_is_lead_of(person bigint, client uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT EXISTS (SELECT FROM staff_staff s WHERE s.id = person AND s.is_active AND s.role IN ('lead', 'owner'))
        AND requests_may_own(person, client)
$$;

CREATE FUNCTION requests_check_answer() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    me bigint := ground_staff_id();
    is_house boolean := me IS NULL AND ground_purpose() IS NOT NULL;
    h requests_handover;
    may boolean;
BEGIN
    SELECT * INTO h FROM requests_handover WHERE id = NEW.hand_over_id;
    may := NEW.state = OLD.state AND OLD.moved_at IS NULL OR CASE OLD.state || ' ' || NEW.state
        WHEN 'offered accepted' THEN me = h.taker_id
        WHEN 'offered refused' THEN me = h.taker_id
        WHEN 'accepted offered' THEN me = h.taker_id AND ground_moment() <= OLD.answered_at + interval '1 minute'
        WHEN 'refused offered' THEN me = h.taker_id
        WHEN 'offered withdrawn' THEN is_house OR me IN (h.giver_id, h.by_id) OR requests_is_lead_of(me, NEW.client_id)
        WHEN 'refused withdrawn' THEN is_house OR me IN (h.giver_id, h.by_id) OR requests_is_lead_of(me, NEW.client_id)
        WHEN 'withdrawn offered' THEN me IN (h.giver_id, h.by_id)
        WHEN 'accepted ended' THEN
            is_house OR me IN (h.giver_id, h.taker_id, h.by_id) OR requests_is_lead_of(me, NEW.client_id)
        ELSE false END;
    IF may IS NOT TRUE THEN
        RAISE check_violation USING CONSTRAINT = 'handed_item_is_answered_by_its_taker',
            MESSAGE = format('what is handed over does not go from %s to %s by this hand', OLD.state, NEW.state);
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER handed_item_is_answered_by_its_taker BEFORE UPDATE OF state, moved_at ON requests_handeditem
    FOR EACH ROW WHEN (OLD.state IS DISTINCT FROM NEW.state OR OLD.moved_at IS DISTINCT FROM NEW.moved_at) EXECUTE FUNCTION requests_check_answer();
REVOKE ALL ON FUNCTION requests_is_lead_of(bigint, uuid), requests_check_answer() FROM PUBLIC;
"""
NO_ANSWERS = """
DROP TRIGGER handed_item_is_answered_by_its_taker ON requests_handeditem;
DROP FUNCTION requests_check_answer();
DROP FUNCTION requests_is_lead_of(bigint, uuid);
"""

# The one way besides dossiers_give_grant(): on the word of whoever offered, in the moment in which it was accepted.
GRANTS = """
CREATE FUNCTION requests_let_in(item uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    i requests_handeditem;
    h requests_handover;
    by_lead boolean;
    part text;
    given uuid;
BEGIN
    SELECT * INTO i FROM requests_handeditem WHERE id = item FOR UPDATE;
    SELECT * INTO h FROM requests_handover WHERE id = i.hand_over_id;
    IF i.id IS NULL OR i.state <> 'accepted' OR i.moved_at IS NOT NULL
        OR h.since > ground_moment() OR h.until <= ground_moment()
        OR NOT EXISTS (SELECT FROM staff_staff s WHERE s.id = h.taker_id AND s.is_active AND s.role <> 'auditor')
        OR (h.taker_id = ground_staff_id()) IS NOT TRUE AND NOT
            (ground_staff_id() IS NULL AND ground_purpose() IS NOT NULL AND pg_has_role(session_user, 'butler_worker', 'member'))
    THEN
        RAISE insufficient_privilege USING MESSAGE = 'this is not accepted by whoever it was offered to';
    END IF;
    by_lead := requests_is_lead_of(h.by_id, i.client_id);
    FOR part IN
        SELECT DISTINCT name FROM jsonb_array_elements_text(h.compartments || '["profile"]') name
        WHERE NOT EXISTS (
            SELECT FROM dossiers_grant g
            WHERE g.staff_id = h.taker_id AND g.client_id = i.client_id AND g.compartment = name
              AND g.starts_at <= ground_moment()
              AND (g.ends_at IS NULL OR g.ends_at >= h.until OR (h.until IS NULL AND g.ends_at IS NULL)))
        ORDER BY name
    LOOP
        -- nobody but a lead opens what was closed; a lead or the owner, who opens it without a grant, is written down
        CONTINUE WHEN NOT by_lead AND NOT (part = 'profile' AND requests_may_own(h.taker_id, i.client_id)
            AND NOT EXISTS (
                SELECT FROM dossiers_grant g
                WHERE g.staff_id = h.taker_id AND g.client_id = i.client_id AND g.compartment = 'profile'
                  AND g.starts_at <= ground_moment() AND (g.ends_at IS NULL OR g.ends_at > ground_moment())));
        INSERT INTO dossiers_grant (id, staff_id, client_id, compartment, starts_at, ends_at, reason, given_by)
        VALUES (gen_random_uuid(), h.taker_id, i.client_id, part, ground_moment(), h.until, 'hand_over', h.by_id)
        RETURNING id INTO given;
        UPDATE requests_handeditem SET granted = granted || to_jsonb(given) WHERE id = item;
    END LOOP;
    IF by_lead AND h.until IS NULL AND i.client_request_id IS NULL AND i.task_id IS NULL THEN
        UPDATE requests_handeditem SET closed = coalesce((
            SELECT jsonb_object_agg(g.id, g.ends_at) FROM dossiers_grant g
            WHERE g.staff_id = h.giver_id AND g.client_id = i.client_id
              AND (g.ends_at IS NULL OR g.ends_at > ground_moment())), '{}') WHERE id = item;
        UPDATE dossiers_grant g SET ends_at = ground_moment()
        WHERE g.staff_id = h.giver_id AND g.client_id = i.client_id
          AND (g.ends_at IS NULL OR g.ends_at > ground_moment());
    END IF;
END $$;

CREATE FUNCTION requests_shut_after(item uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    i requests_handeditem;
    h requests_handover;
    another uuid;
BEGIN
    SELECT * INTO i FROM requests_handeditem WHERE id = item FOR UPDATE;
    SELECT * INTO h FROM requests_handover WHERE id = i.hand_over_id;
    IF i.id IS NULL OR i.state NOT IN ('offered', 'ended') THEN
        RAISE insufficient_privilege USING MESSAGE = 'this stands: nothing is shut';
    END IF;
    SELECT o.id INTO another FROM requests_handeditem o JOIN requests_handover oh ON oh.id = o.hand_over_id
    WHERE o.id <> item AND o.client_id = i.client_id AND oh.taker_id = h.taker_id AND o.state = 'accepted'
      AND o.moved_at IS NOT NULL ORDER BY o.id LIMIT 1;
    IF another IS NOT NULL THEN  -- something else of this client is still in their hands: it keeps the door open
        UPDATE requests_handeditem SET granted = granted || i.granted WHERE id = another;
    ELSE
        UPDATE dossiers_grant g SET ends_at = ground_moment()
        WHERE g.id IN (SELECT name::uuid FROM jsonb_array_elements_text(i.granted) name)
          AND g.staff_id = h.taker_id AND (g.ends_at IS NULL OR g.ends_at > ground_moment());
    END IF;
    IF i.state = 'offered' THEN
        UPDATE dossiers_grant g SET ends_at = old.value::timestamptz
        FROM jsonb_each_text(i.closed) old WHERE g.id = old.key::uuid AND g.staff_id = h.giver_id;
    END IF;
    UPDATE requests_handeditem SET granted = '[]', closed = '{}' WHERE id = item;
END $$;
REVOKE ALL ON FUNCTION requests_let_in(uuid), requests_shut_after(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION requests_let_in(uuid), requests_shut_after(uuid) TO butler_app, butler_worker;
"""
NO_GRANTS = "DROP FUNCTION requests_shut_after(uuid); DROP FUNCTION requests_let_in(uuid);"


class Migration(migrations.Migration):
    dependencies = [("requests", "0012_hand_overs")]
    operations = [
        migrations.RunSQL(TABLES, NO_TABLES),
        migrations.RunSQL(ANSWERS, NO_ANSWERS),
        migrations.RunSQL(GRANTS, NO_GRANTS),
    ]
