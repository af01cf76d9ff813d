"""What goes to the network is read for the client's names first; some of it needs no yes of its own; private pages.

A letter that belongs to a supplier's conversation is claimed only once it was read and found clean. Questions, thanks
and drivers' orders to the network leave by a rule of the house, nothing else does.
"""

from importlib import import_module

from django.db import migrations

from butler.ground.rowsecurity import protect

BEFORE = import_module("butler.correspondence.migrations.0006_letters_move_by_their_states").LETTERS
MOVES = "CREATE FUNCTION correspondence_letter_moves()"
TRIGGER = BEFORE.index("CREATE TRIGGER")
# Without a yes of its own, and only to the network.
BY_RULE = "'approach', 'chase', 'reconfirmation', 'ride', 'thanks', 'release'"
OLD_YES = """            WHERE answer.is_yes AND answer.taken_back_at IS NULL
        ) INTO stands;"""
NEW_YES = f"""            WHERE answer.is_yes AND answer.taken_back_at IS NULL
        ) OR EXISTS (
            SELECT FROM correspondence_conversation talk, words
            JOIN correspondence_letter letter ON letter.id = words.id
            WHERE letter.allowed_by = 'house_rule' AND letter.purpose IN ({BY_RULE})
            AND talk.id = letter.conversation_id AND (talk.contact_id IS NOT NULL OR talk.organisation_id IS NOT NULL)
        ) OR (NEW.allowed_by = 'house_rule' AND NEW.purpose IN ({BY_RULE}) AND EXISTS (
            SELECT FROM correspondence_conversation talk WHERE talk.id = NEW.conversation_id
            AND (talk.contact_id IS NOT NULL OR talk.organisation_id IS NOT NULL)
        )) INTO stands;"""
OLD_END = """    END IF;
    RETURN NEW;
END $$;"""
NEW_END = """        IF NEW.guarded <> 'clean' AND EXISTS (
            SELECT FROM correspondence_conversation talk WHERE talk.id = NEW.conversation_id
            AND (talk.contact_id IS NOT NULL OR talk.organisation_id IS NOT NULL)
        ) THEN
            RAISE check_violation USING CONSTRAINT = 'letter_to_the_network_is_read_first',
                MESSAGE = 'letter_to_the_network_is_read_first';
        END IF;
    END IF;
    RETURN NEW;
END $$;"""


def function(before: str) -> str:
    """The function without its trigger, in place of the one that stands."""
    return before[:TRIGGER].replace(MOVES, MOVES.replace("CREATE", "CREATE OR REPLACE"))


def replaced(text: str, *pairs: tuple[str, str]) -> str:
    for old, new in pairs:
        assert text.count(old) == 1, old  # noqa: S101 - the file it stands on has changed
        text = text.replace(old, new)
    return text


NOW = replaced(function(BEFORE), (OLD_YES, NEW_YES), (OLD_END, NEW_END))
DOOR = "(SELECT ground_purpose()) = 'door'"
PAGES = f"""
-- the holder of an address sees its page, and may lay an answer beside it; nothing else of the house
CREATE POLICY correspondence_page_door ON correspondence_page FOR SELECT TO butler_app USING ({DOOR});
ALTER TABLE correspondence_answer ENABLE ROW LEVEL SECURITY;
ALTER TABLE correspondence_answer FORCE ROW LEVEL SECURITY;
CREATE POLICY correspondence_answer_purposes ON correspondence_answer TO butler_worker
    USING ((SELECT ground_purpose()) IS NOT NULL);
CREATE POLICY correspondence_answer_door ON correspondence_answer FOR SELECT TO butler_app USING ({DOOR});
CREATE POLICY correspondence_answer_lay ON correspondence_answer FOR INSERT TO butler_app
    WITH CHECK (taken_at IS NULL AND {DOOR});
"""
NO_PAGES = """
DROP POLICY correspondence_answer_lay ON correspondence_answer;
DROP POLICY correspondence_answer_door ON correspondence_answer;
DROP POLICY correspondence_answer_purposes ON correspondence_answer;
ALTER TABLE correspondence_answer NO FORCE ROW LEVEL SECURITY;
ALTER TABLE correspondence_answer DISABLE ROW LEVEL SECURITY;
DROP POLICY correspondence_page_door ON correspondence_page;
"""


class Migration(migrations.Migration):
    dependencies = [("correspondence", "0012_pages_and_the_guard")]
    operations = [
        migrations.RunSQL(NOW, function(BEFORE)),
        protect("correspondence_page"),
        migrations.RunSQL(PAGES, NO_PAGES),
    ]
