"""Who sees an operation; and the doors: the web process shows a page to its holder and lays down what was pressed."""

from django.db import migrations

from butler.ground.rowsecurity import protect

TABLES = ("operation", "term", "wave", "approach", "offer", "spendyes", "choice")
DOOR = "(SELECT ground_purpose()) = 'door'"
LINKS = f"""
ALTER TABLE sourcing_link ENABLE ROW LEVEL SECURITY;
ALTER TABLE sourcing_link FORCE ROW LEVEL SECURITY;
ALTER TABLE sourcing_answer ENABLE ROW LEVEL SECURITY;
ALTER TABLE sourcing_answer FORCE ROW LEVEL SECURITY;
CREATE POLICY sourcing_link_purposes ON sourcing_link TO butler_worker USING ((SELECT ground_purpose()) IS NOT NULL);
CREATE POLICY sourcing_answer_purposes ON sourcing_answer TO butler_worker
    USING ((SELECT ground_purpose()) IS NOT NULL);
-- the holder of an address sees its page, and may lay an answer beside it; nothing else of the house
CREATE POLICY sourcing_link_door ON sourcing_link FOR SELECT TO butler_app USING ({DOOR});
CREATE POLICY sourcing_answer_door ON sourcing_answer FOR SELECT TO butler_app USING ({DOOR});
CREATE POLICY sourcing_answer_lay ON sourcing_answer FOR INSERT TO butler_app
    WITH CHECK (taken_at IS NULL AND {DOOR});
"""
NO_LINKS = """
DROP POLICY sourcing_answer_lay ON sourcing_answer;
DROP POLICY sourcing_answer_door ON sourcing_answer;
DROP POLICY sourcing_link_door ON sourcing_link;
DROP POLICY sourcing_answer_purposes ON sourcing_answer;
DROP POLICY sourcing_link_purposes ON sourcing_link;
ALTER TABLE sourcing_answer NO FORCE ROW LEVEL SECURITY;
ALTER TABLE sourcing_answer DISABLE ROW LEVEL SECURITY;
ALTER TABLE sourcing_link NO FORCE ROW LEVEL SECURITY;
ALTER TABLE sourcing_link DISABLE ROW LEVEL SECURITY;
"""


class Migration(migrations.Migration):
    dependencies = [("sourcing", "0001_initial"), ("correspondence", "0009_at_the_door")]
    operations = [*(protect(f"sourcing_{table}") for table in TABLES), migrations.RunSQL(LINKS, NO_LINKS)]
