from django.db import migrations

# Leads and the owner sort what has no client yet: unknown senders, import batches.
SORTS_MAIL = """
CREATE FUNCTION staff_sorts_mail() RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE
    RETURN EXISTS (
        SELECT FROM staff_staff WHERE id = ground_staff_id() AND is_active AND role IN ('lead', 'owner')
    );
CREATE FUNCTION staff_reads_journal() RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE
    RETURN EXISTS (
        SELECT FROM staff_staff WHERE id = ground_staff_id() AND is_active AND role IN ('auditor', 'owner')
    );
"""


class Migration(migrations.Migration):
    dependencies = [("staff", "0001_initial"), ("ground", "0002_functions_and_cache")]
    operations = [
        migrations.RunSQL(SORTS_MAIL, "DROP FUNCTION staff_reads_journal(); DROP FUNCTION staff_sorts_mail()"),
    ]
