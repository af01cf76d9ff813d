from django.db import migrations

FUNCTIONS = """
-- '' and unset both mean nobody: a forgotten name sees no rows, not all rows.
CREATE FUNCTION ground_staff_id() RETURNS bigint LANGUAGE sql STABLE PARALLEL SAFE
    RETURN nullif(current_setting('butler.staff_id', true), '')::bigint;
CREATE FUNCTION ground_purpose() RETURNS text LANGUAGE sql STABLE PARALLEL SAFE
    RETURN nullif(current_setting('butler.purpose', true), '');
-- The house's clock, which tests and rehearsals set; SQL never asks the machine's.
CREATE FUNCTION ground_moment() RETURNS timestamptz LANGUAGE sql STABLE PARALLEL SAFE
    RETURN nullif(current_setting('butler.now', true), '')::timestamptz;
"""
NO_FUNCTIONS = "DROP FUNCTION ground_moment(); DROP FUNCTION ground_purpose(); DROP FUNCTION ground_staff_id();"

# Django's database cache: shared limits of sign-in attempts.
CACHE = """
CREATE TABLE ground_cache (cache_key varchar(255) PRIMARY KEY, value text NOT NULL, expires timestamptz NOT NULL);
CREATE INDEX ground_cache_expires ON ground_cache (expires);
"""


class Migration(migrations.Migration):
    dependencies = [("ground", "0001_initial")]
    operations = [
        migrations.RunSQL(FUNCTIONS, NO_FUNCTIONS),
        migrations.RunSQL(CACHE, "DROP TABLE ground_cache"),
    ]
