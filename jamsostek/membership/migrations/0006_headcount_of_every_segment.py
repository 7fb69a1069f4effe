"""Net changes of projects, their workers, groups, own-account workers and new members.

Each table's triggers add what a statement changes, by branch and day, as those on employers and
employments do; what is insured by a payment is counted on the days that were paid for.
"""

from django.db import migrations

PROJECTS = """
    SELECT branch_id, 'CONSTRUCTION' AS segment, from_date AS day, {n} AS employers, 0 AS workers
    FROM {rows}
    UNION ALL
    SELECT branch_id, 'CONSTRUCTION', until_date, -({n}), 0 FROM {rows}
"""
PROJECT_WORKERS = """
    SELECT p.branch_id, 'CONSTRUCTION' AS segment, d.day, 0 AS employers, d.n AS workers
    FROM (
        SELECT project_id, from_date AS day, ({n}) * count(*) AS n FROM {rows}
        GROUP BY project_id, from_date
        UNION ALL
        SELECT project_id, until_date, -({n}) * count(*) FROM {rows}
        GROUP BY project_id, until_date
    ) d JOIN membership_project p ON p.id = d.project_id
"""
GROUPS = """
    SELECT branch_id, 'OWN_ACCOUNT' AS segment, from_date AS day, {n} AS employers, 0 AS workers
    FROM {rows}
    UNION ALL
    SELECT branch_id, 'OWN_ACCOUNT', until_date, -({n}), 0 FROM {rows}
    WHERE until_date IS NOT NULL
"""
PROTECTIONS = """
    SELECT c.branch_id, 'OWN_ACCOUNT' AS segment, d.day, 0 AS employers, d.n AS workers
    FROM (
        SELECT cover_id, from_date AS day, {n} AS n FROM {rows} WHERE withdrawn_at IS NULL
        UNION ALL
        SELECT cover_id, until_date, -({n}) FROM {rows} WHERE withdrawn_at IS NULL
    ) d JOIN membership_ownaccountcover c ON c.id = d.cover_id
"""
PERSONS = """
    SELECT branch_id, 'MEMBER' AS segment, registered_on AS day, 0 AS employers, {n} AS workers
    FROM {rows} WHERE branch_id IS NOT NULL
"""

COUNTED = {
    "membership_project": PROJECTS,
    "membership_projectworker": PROJECT_WORKERS,
    "membership_ownaccountgroup": GROUPS,
    "membership_ownaccountprotection": PROTECTIONS,
    "membership_insuredperson": PERSONS,
}

COUNT = """
CREATE FUNCTION {table}_count() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        INSERT INTO membership_headcountchange (branch_id, segment, day, employers, workers)
        SELECT branch_id, segment, day, sum(employers), sum(workers) FROM ({come}) d
        GROUP BY branch_id, segment, day HAVING sum(employers) <> 0 OR sum(workers) <> 0;
    ELSE
        INSERT INTO membership_headcountchange (branch_id, segment, day, employers, workers)
        SELECT branch_id, segment, day, sum(employers), sum(workers)
        FROM ({come} UNION ALL {go}) d
        GROUP BY branch_id, segment, day HAVING sum(employers) <> 0 OR sum(workers) <> 0;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER {table}_come AFTER INSERT ON {table}
REFERENCING NEW TABLE AS after_rows FOR EACH STATEMENT EXECUTE FUNCTION {table}_count();
CREATE TRIGGER {table}_change AFTER UPDATE ON {table}
REFERENCING OLD TABLE AS before_rows NEW TABLE AS after_rows
FOR EACH STATEMENT EXECUTE FUNCTION {table}_count();
"""

UNCOUNT = """
DROP TRIGGER {table}_come ON {table};
DROP TRIGGER {table}_change ON {table};
DROP FUNCTION {table}_count();
"""

APART = """
CREATE FUNCTION membership_protections_apart() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE bad record;
BEGIN
    PERFORM 1 FROM membership_ownaccountcover
    WHERE id IN (SELECT cover_id FROM after_rows) ORDER BY id FOR NO KEY UPDATE;
    SELECT a.cover_id, a.from_date INTO bad
    FROM after_rows a JOIN membership_ownaccountprotection m
        ON m.cover_id = a.cover_id AND m.id <> a.id AND m.withdrawn_at IS NULL
    WHERE a.withdrawn_at IS NULL
        AND m.from_date < a.until_date AND a.from_date < m.until_date
    LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'Cover % is already paid for on %.', bad.cover_id, bad.from_date
            USING ERRCODE = 'exclusion_violation', CONSTRAINT = 'protection_apart';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER membership_protections_apart_new AFTER INSERT ON membership_ownaccountprotection
REFERENCING NEW TABLE AS after_rows
FOR EACH STATEMENT EXECUTE FUNCTION membership_protections_apart();
"""

NOT_APART = """
DROP TRIGGER membership_protections_apart_new ON membership_ownaccountprotection;
DROP FUNCTION membership_protections_apart();
"""

NUMBERS = """
CREATE SEQUENCE membership_project_seq MAXVALUE 9999999;
CREATE SEQUENCE membership_group_seq MAXVALUE 999999;
"""

NO_NUMBERS = """
DROP SEQUENCE membership_project_seq;
DROP SEQUENCE membership_group_seq;
"""

RIGHTS = """
REVOKE UPDATE, DELETE, TRUNCATE ON membership_contractor, membership_contractorevent,
    membership_contractoruser, membership_groupuser, membership_memberuser,
    membership_ownaccountcover, membership_ownaccountcoverevent, membership_ownaccountgroup,
    membership_ownaccountgroupevent, membership_ownaccountprotection,
    membership_ownaccountterms, membership_project, membership_projectevent,
    membership_projectversion, membership_projectworker, membership_subcontractor
    FROM jamsostek_app;
GRANT UPDATE (address, email, employer_id, npwp, phone) ON membership_contractor TO jamsostek_app;
GRANT UPDATE (contract_value, until_date, wage_sum) ON membership_project TO jamsostek_app;
GRANT UPDATE (until_date) ON membership_projectworker TO jamsostek_app;
GRANT UPDATE (collector, phone, until_date) ON membership_ownaccountgroup TO jamsostek_app;
GRANT UPDATE (end_reason, group_id, phone, until_date) ON membership_ownaccountcover
    TO jamsostek_app;
GRANT UPDATE (withdrawn_at) ON membership_ownaccountprotection TO jamsostek_app;
"""


def counting(table: str, changes: str) -> tuple[str, str]:
    """Give the statements that make and drop the counting triggers of one table."""
    come = changes.format(n="1", rows="after_rows")
    go = changes.format(n="-1", rows="before_rows")
    return COUNT.format(table=table, come=come, go=go), UNCOUNT.format(table=table)


class Migration(migrations.Migration):
    dependencies = [("membership", "0005_projects_and_own_account")]

    operations = [
        *(migrations.RunSQL(*counting(table, changes)) for table, changes in COUNTED.items()),
        migrations.RunSQL(APART, NOT_APART),
        migrations.RunSQL(NUMBERS, NO_NUMBERS),
        migrations.RunSQL(RIGHTS, migrations.RunSQL.noop),
    ]
