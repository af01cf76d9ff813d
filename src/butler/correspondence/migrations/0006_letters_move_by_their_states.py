"""What must never be false of a letter, kept by the database itself, whoever writes the row.

A letter moves from one state to the next by the table below, and never otherwise. It is claimed, and goes on the wire,
only with a standing yes, or as the same words on another channel in place of an approved letter that has failed. And
only the owner of the house changes the accounts through which it leaves.
"""

from django.db import migrations

FROM_TO = {
    "waiting": "new withdrawn",
    "withdrawn": "waiting",
    "new": "waiting withdrawn claimed failed uncertain",  # the last two: a person takes "send again" back
    "claimed": "new failed sending",
    "sending": "sent new failed uncertain",
    "uncertain": "sent new failed",
    "failed": "new uncertain",
    "sent": "uncertain",  # a person takes "it was sent" back
}
MOVES = [f"{before}>{after}" for before, afters in FROM_TO.items() for after in afters.split()]

LETTERS = f"""
CREATE FUNCTION correspondence_letter_moves() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE stands boolean;
BEGIN
    IF TG_OP = 'INSERT' AND NEW.instead_of_id IS NOT NULL THEN
        PERFORM FROM correspondence_letter WHERE id = NEW.instead_of_id AND state = 'failed' FOR UPDATE;
        IF NOT FOUND THEN
            RAISE check_violation USING CONSTRAINT = 'letter_stands_for_one_that_surely_failed',
                MESSAGE = 'letter_stands_for_one_that_surely_failed';
        END IF;
    END IF;
    IF TG_OP = 'UPDATE' THEN
        IF NEW.state = OLD.state THEN RETURN NEW; END IF;
        IF OLD.state || '>' || NEW.state <> ALL (ARRAY[{", ".join(f"'{move}'" for move in MOVES)}]) THEN
            RAISE check_violation USING CONSTRAINT = 'letter_moves_by_its_states',
                MESSAGE = 'letter_moves_by_its_states: ' || OLD.state || ' to ' || NEW.state;
        END IF;
        -- Its words may be on their way by another channel already.
        IF OLD.state = 'failed' AND EXISTS (
            SELECT FROM correspondence_letter WHERE instead_of_id = NEW.id AND state NOT IN ('failed', 'withdrawn')
        ) THEN
            RAISE check_violation USING CONSTRAINT = 'letter_leaves_by_one_way',
                MESSAGE = 'letter_leaves_by_one_way';
        END IF;
    END IF;
    IF NEW.state IN ('claimed', 'sending') THEN
        WITH RECURSIVE words (id, before) AS (
            SELECT NEW.id, CASE WHEN NEW.allowed_by = 'same_words' THEN NEW.instead_of_id END
            UNION ALL
            SELECT letter.id, CASE WHEN letter.allowed_by = 'same_words' THEN letter.instead_of_id END
            FROM words JOIN correspondence_letter letter ON letter.id = words.before
        )
        SELECT EXISTS (
            SELECT FROM correspondence_approval answer JOIN words ON words.id = answer.letter_id
            WHERE answer.is_yes AND answer.taken_back_at IS NULL
        ) INTO stands;
        IF NOT stands THEN
            RAISE check_violation USING CONSTRAINT = 'letter_leaves_with_a_yes', MESSAGE = 'letter_leaves_with_a_yes';
        END IF;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER correspondence_letter_moves BEFORE INSERT OR UPDATE OF state ON correspondence_letter
    FOR EACH ROW EXECUTE FUNCTION correspondence_letter_moves();
"""
NO_LETTERS = """
DROP TRIGGER correspondence_letter_moves ON correspondence_letter;
DROP FUNCTION correspondence_letter_moves();
"""

ACCOUNTS = """
CREATE FUNCTION correspondence_accounts_are_the_owners() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF current_user <> 'butler_app' OR EXISTS (
        SELECT FROM staff_staff WHERE id = ground_staff_id() AND is_active AND role = 'owner'
    ) THEN RETURN NEW; END IF;
    RAISE insufficient_privilege USING MESSAGE = 'only the owner of the house changes its accounts';
END $$;
CREATE TRIGGER correspondence_account_owners BEFORE INSERT OR UPDATE ON correspondence_account
    FOR EACH ROW EXECUTE FUNCTION correspondence_accounts_are_the_owners();
REVOKE DELETE ON correspondence_account FROM butler_app;
"""
NO_ACCOUNTS = """
GRANT DELETE ON correspondence_account TO butler_app;
DROP TRIGGER correspondence_account_owners ON correspondence_account;
DROP FUNCTION correspondence_accounts_are_the_owners();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("correspondence", "0005_outbox"),
        ("staff", "0003_places_are_given_by_the_owner"),
    ]
    operations = [migrations.RunSQL(LETTERS, NO_LETTERS), migrations.RunSQL(ACCOUNTS, NO_ACCOUNTS)]
