"""Triggers: net changes of employers and workers by branch and day, and spells kept apart."""

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

APART = """
CREATE FUNCTION membership_employments_apart() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE bad record;
BEGIN
    -- Whoever changes employments of one employer waits here for the one before, so that the
    -- look below sees every spell that is committed.
    PERFORM 1 FROM membership_employer
    WHERE id IN (SELECT employer_id FROM after_rows) ORDER BY id FOR NO KEY UPDATE;
    SELECT a.person_id, a.employer_id, a.from_date INTO bad
    FROM after_rows a JOIN membership_employment m
        ON m.employer_id = a.employer_id AND m.person_id = a.person_id AND m.id <> a.id
    WHERE m.from_date < coalesce(a.until_date, 'infinity')
        AND a.from_date < coalesce(m.until_date, 'infinity')
    LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'Person % is already employed by employer % on %.',
            bad.person_id, bad.employer_id, bad.from_date
            USING ERRCODE = 'exclusion_violation', CONSTRAINT = 'employment_apart';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER membership_employments_apart_new AFTER INSERT ON membership_employment
REFERENCING NEW TABLE AS after_rows
FOR EACH STATEMENT EXECUTE FUNCTION membership_employments_apart();
CREATE TRIGGER membership_employments_apart_changed AFTER UPDATE ON membership_employment
REFERENCING NEW TABLE AS after_rows
FOR EACH STATEMENT EXECUTE FUNCTION membership_employments_apart();

CREATE FUNCTION membership_families_apart() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE bad record;
BEGIN
    PERFORM 1 FROM membership_insuredperson
    WHERE id IN (SELECT person_id FROM after_rows) ORDER BY id FOR NO KEY UPDATE;
    SELECT a.person_id, a.from_date INTO bad
    FROM after_rows a JOIN membership_familystatus m
        ON m.person_id = a.person_id AND m.id <> a.id
    WHERE m.from_date < coalesce(a.until_date, 'infinity')
        AND a.from_date < coalesce(m.until_date, 'infinity')
    LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'Person % already has a family status on %.', bad.person_id, bad.from_date
            USING ERRCODE = 'exclusion_violation', CONSTRAINT = 'family_status_apart';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER membership_families_apart_new AFTER INSERT ON membership_familystatus
REFERENCING NEW TABLE AS after_rows
FOR EACH STATEMENT EXECUTE FUNCTION membership_families_apart();
CREATE TRIGGER membership_families_apart_changed AFTER UPDATE ON membership_familystatus
REFERENCING NEW TABLE AS after_rows
FOR EACH STATEMENT EXECUTE FUNCTION membership_families_apart();
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
DROP TRIGGER membership_employments_apart_new ON membership_employment;
DROP TRIGGER membership_employments_apart_changed ON membership_employment;
DROP FUNCTION membership_employments_apart();
DROP TRIGGER membership_families_apart_new ON membership_familystatus;
DROP TRIGGER membership_families_apart_changed ON membership_familystatus;
DROP FUNCTION membership_families_apart();
DROP SEQUENCE membership_kpj_seq;
DROP SEQUENCE membership_npp_seq;
"""


class Migration(migrations.Migration):
    dependencies = [("membership", "0001_initial")]

    operations = [migrations.RunSQL([WORKERS, EMPLOYERS, APART, NUMBERS], FORGET)]
