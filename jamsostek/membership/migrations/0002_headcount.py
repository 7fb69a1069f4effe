"""Triggers that keep the net changes of employers and workers by branch and day."""

from django.db import migrations

WORKERS = """
CREATE FUNCTION membership_count_workers() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        INSERT INTO membership_headcountchange (branch_id, segment, day, employers, workers)
        SELECT e.branch_id, 'FORMAL', d.day, 0, sum(d.n)
        FROM (
            SELECT employer_id, from_date AS day, 1 AS n FROM after_rows
            UNION ALL
            SELECT employer_id, until_date, -1 FROM after_rows WHERE until_date IS NOT NULL
        ) d JOIN membership_employer e ON e.id = d.employer_id
        GROUP BY e.branch_id, d.day HAVING sum(d.n) <> 0;
    ELSIF TG_OP = 'DELETE' THEN
        INSERT INTO membership_headcountchange (branch_id, segment, day, employers, workers)
        SELECT e.branch_id, 'FORMAL', d.day, 0, sum(d.n)
        FROM (
            SELECT employer_id, from_date AS day, -1 AS n FROM before_rows
            UNION ALL
            SELECT employer_id, until_date, 1 FROM before_rows WHERE until_date IS NOT NULL
        ) d JOIN membership_employer e ON e.id = d.employer_id
        GROUP BY e.branch_id, d.day HAVING sum(d.n) <> 0;
    ELSE
        INSERT INTO membership_headcountchange (branch_id, segment, day, employers, workers)
        SELECT e.branch_id, 'FORMAL', d.day, 0, sum(d.n)
        FROM (
            SELECT employer_id, from_date AS day, 1 AS n FROM after_rows
            UNION ALL
            SELECT employer_id, until_date, -1 FROM after_rows WHERE until_date IS NOT NULL
            UNION ALL
            SELECT employer_id, from_date, -1 FROM before_rows
            UNION ALL
            SELECT employer_id, until_date, 1 FROM before_rows WHERE until_date IS NOT NULL
        ) d JOIN membership_employer e ON e.id = d.employer_id
        GROUP BY e.branch_id, d.day HAVING sum(d.n) <> 0;
    END IF;
    RETURN NULL;
END $$;

CREATE TRIGGER membership_workers_come AFTER INSERT ON membership_employment
REFERENCING NEW TABLE AS after_rows
FOR EACH STATEMENT EXECUTE FUNCTION membership_count_workers();
CREATE TRIGGER membership_workers_change AFTER UPDATE ON membership_employment
REFERENCING OLD TABLE AS before_rows NEW TABLE AS after_rows
FOR EACH STATEMENT EXECUTE FUNCTION membership_count_workers();
CREATE TRIGGER membership_workers_go AFTER DELETE ON membership_employment
REFERENCING OLD TABLE AS before_rows
FOR EACH STATEMENT EXECUTE FUNCTION membership_count_workers();
"""

EMPLOYERS = """
CREATE FUNCTION membership_count_employers() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        INSERT INTO membership_headcountchange (branch_id, segment, day, employers, workers)
        SELECT d.branch_id, 'FORMAL', d.day, sum(d.n), 0
        FROM (
            SELECT branch_id, from_date AS day, 1 AS n FROM after_rows
            UNION ALL
            SELECT branch_id, until_date, -1 FROM after_rows WHERE until_date IS NOT NULL
        ) d GROUP BY d.branch_id, d.day HAVING sum(d.n) <> 0;
    ELSE
        IF EXISTS (
            SELECT 1 FROM before_rows b JOIN after_rows a ON a.id = b.id
            WHERE a.branch_id <> b.branch_id
        ) THEN
            RAISE EXCEPTION 'An employer keeps its branch; register it anew at the other one.'
                USING ERRCODE = 'check_violation', CONSTRAINT = 'employer_keeps_branch';
        END IF;
        INSERT INTO membership_headcountchange (branch_id, segment, day, employers, workers)
        SELECT d.branch_id, 'FORMAL', d.day, sum(d.n), 0
        FROM (
            SELECT branch_id, from_date AS day, 1 AS n FROM after_rows
            UNION ALL
            SELECT branch_id, until_date, -1 FROM after_rows WHERE until_date IS NOT NULL
            UNION ALL
            SELECT branch_id, from_date, -1 FROM before_rows
            UNION ALL
            SELECT branch_id, until_date, 1 FROM before_rows WHERE until_date IS NOT NULL
        ) d GROUP BY d.branch_id, d.day HAVING sum(d.n) <> 0;
    END IF;
    RETURN NULL;
END $$;

CREATE TRIGGER membership_employers_come AFTER INSERT ON membership_employer
REFERENCING NEW TABLE AS after_rows
FOR EACH STATEMENT EXECUTE FUNCTION membership_count_employers();
CREATE TRIGGER membership_employers_change AFTER UPDATE ON membership_employer
REFERENCING OLD TABLE AS before_rows NEW TABLE AS after_rows
FOR EACH STATEMENT EXECUTE FUNCTION membership_count_employers();
REVOKE DELETE, TRUNCATE ON membership_employer, membership_insuredperson FROM jamsostek_app;
"""

NUMBERS = """
CREATE SEQUENCE membership_kpj_seq MAXVALUE 99999999;
CREATE SEQUENCE membership_npp_seq MAXVALUE 999999;
"""

FORGET = """
DROP TRIGGER membership_workers_come ON membership_employment;
DROP TRIGGER membership_workers_change ON membership_employment;
DROP TRIGGER membership_workers_go ON membership_employment;
DROP FUNCTION membership_count_workers();
DROP TRIGGER membership_employers_come ON membership_employer;
DROP TRIGGER membership_employers_change ON membership_employer;
DROP FUNCTION membership_count_employers();
DROP SEQUENCE membership_kpj_seq;
DROP SEQUENCE membership_npp_seq;
"""


class Migration(migrations.Migration):
    dependencies = [("membership", "0001_initial")]

    operations = [migrations.RunSQL([WORKERS, EMPLOYERS, NUMBERS], FORGET)]
