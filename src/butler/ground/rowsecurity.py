"""Row security as migration operations: every table that carries a client gets one of these.

People see the rows of clients they hold a grant for, in the compartment of the table. The worker sees rows only under a
named purpose. FORCE binds the owner of the table too: migrations that fill such tables name a policy of their own.
"""

from django.db import migrations

PEOPLE = "butler_app, butler_worker"


def protect(
    table: str, *, column: str = "client_id", compartment: str = "profile", unsorted: bool = False
) -> migrations.RunSQL:
    """Enable and force row security on `table`, whose `column` names the client.

    unsorted=True: rows without a client yet (unknown senders, import batches) are seen by leads and the owner too.
    """
    # An array from an uncorrelated sub-select is computed once per statement; EXISTS or a function per row is 20 to 200
    # times slower.
    may = f"{column} = ANY (ARRAY(SELECT dossiers_open_clients('{compartment}')))"
    if unsorted:
        may += f" OR ({column} IS NULL AND (SELECT staff_sorts_mail()))"
    return migrations.RunSQL(
        f"""
        ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;
        ALTER TABLE {table} FORCE ROW LEVEL SECURITY;
        CREATE POLICY {table}_people ON {table} TO {PEOPLE} USING ({may});
        CREATE POLICY {table}_purposes ON {table} TO butler_worker USING ((SELECT ground_purpose()) IS NOT NULL);
        """,
        f"""
        DROP POLICY {table}_people ON {table};
        DROP POLICY {table}_purposes ON {table};
        ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY;
        ALTER TABLE {table} DISABLE ROW LEVEL SECURITY;
        """,
    )
