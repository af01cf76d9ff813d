"""Where somebody had several conversations, one by channel, they become one; what moved is kept, to be taken back."""

from django.db import migrations

TABLES = ("conversation", "message", "letter", "presence", "regrouping")
SEE = "".join(
    f"CREATE POLICY joining ON correspondence_{table} TO butler_owner USING (true) WITH CHECK (true);\n"
    for table in TABLES
)
SEE_NOT = "".join(f"DROP POLICY joining ON correspondence_{table};\n" for table in TABLES)

# The one that was used last goes on. Subjects and words stay under their seals: the client is the same.
JOIN = """
CREATE TEMPORARY TABLE doubles ON COMMIT DROP AS
SELECT id, first_value(id) OVER same AS keeper, client_id, last_at
FROM correspondence_conversation
WHERE merged_into_id IS NULL
  AND (client_id IS NOT NULL OR contact_id IS NOT NULL OR organisation_id IS NOT NULL OR address_index <> '')
WINDOW same AS (
    PARTITION BY client_id, person_id, contact_id,
        CASE WHEN contact_id IS NULL THEN organisation_id END,
        CASE WHEN client_id IS NULL AND contact_id IS NULL AND organisation_id IS NULL THEN address_index END
    ORDER BY last_at DESC, id
);
DELETE FROM doubles WHERE id = keeper;

INSERT INTO correspondence_regrouping (id, client_id, what, source_id, target_id, moved, before, by_id, at)
SELECT gen_random_uuid(), one.client_id, 'merged', one.id, one.keeper,
    coalesce((SELECT jsonb_agg(said.id) FROM correspondence_message said WHERE said.conversation_id = one.id), '[]'),
    jsonb_build_object('messages', '{}'::jsonb, 'letters',
        coalesce((SELECT jsonb_agg(letter.id) FROM correspondence_letter letter WHERE letter.conversation_id = one.id),
            '[]'),
        'source', (SELECT jsonb_build_object('waiting', talk.waiting, 'last_at', talk.last_at, 'channel', talk.channel)
            FROM correspondence_conversation talk WHERE talk.id = one.id),
        'target', (SELECT jsonb_build_object('waiting', talk.waiting, 'last_at', talk.last_at, 'channel', talk.channel)
            FROM correspondence_conversation talk WHERE talk.id = one.keeper)),
    NULL, one.last_at
FROM doubles one;

UPDATE correspondence_message SET conversation_id = keeper FROM doubles WHERE conversation_id = doubles.id;
UPDATE correspondence_letter SET conversation_id = keeper FROM doubles WHERE conversation_id = doubles.id;
DELETE FROM correspondence_presence USING doubles WHERE conversation_id = doubles.id;
UPDATE correspondence_conversation talk SET merged_into_id = keeper FROM doubles WHERE talk.id = doubles.id;
SET CONSTRAINTS ALL IMMEDIATE;
"""


class Migration(migrations.Migration):
    dependencies = [("correspondence", "0006_letters_move_by_their_states")]
    operations = [migrations.RunSQL(SEE + JOIN + SEE_NOT, migrations.RunSQL.noop)]
