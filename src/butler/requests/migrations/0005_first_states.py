"""What stands already gets its first row of who and when, and its next moment."""

from django.db import migrations

# Row security binds the owner of the tables too: for these two statements only, it names a policy of its own.
FILL = """
CREATE POLICY filling ON requests_clientrequest TO butler_owner USING (true) WITH CHECK (true);
CREATE POLICY filling ON requests_statechange TO butler_owner USING (true) WITH CHECK (true);
INSERT INTO requests_statechange (
    id, client_id, client_request_id, number, before, after, why, reason, by_id, purpose, at
)
SELECT gen_random_uuid(), client_id, id, 1, '', state, 'step', ''::bytea, NULL, 'before_records', opened_at
FROM requests_clientrequest;
UPDATE requests_clientrequest SET
    closed_at = CASE WHEN state IN ('closed', 'cancelled', 'debriefed') THEN coalesce(closed_at, opened_at) END,
    due_at = CASE WHEN state IN ('closed', 'cancelled', 'debriefed') THEN NULL ELSE coalesce(due_at, opened_at) END,
    due_what = CASE state
        WHEN 'new' THEN 'acknowledge' WHEN 'accepted' THEN 'options' WHEN 'options' THEN 'client_answer'
        WHEN 'approval' THEN 'client_answer' WHEN 'booked' THEN 'supplier_answer' WHEN 'confirmed' THEN 'update'
        WHEN 'delivered' THEN 'debrief' ELSE '' END;
DROP POLICY filling ON requests_clientrequest;
DROP POLICY filling ON requests_statechange;
"""


class Migration(migrations.Migration):
    dependencies = [("requests", "0004_life_of_requests")]
    operations = [migrations.RunSQL(FILL, migrations.RunSQL.noop)]
