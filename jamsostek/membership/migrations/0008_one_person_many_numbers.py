"""What the database itself holds of merged persons: stars, not chains, and spells kept apart.

`membership_samehuman` gives every number of everybody who has more than one. An employment may
not overlap another of the same human at the same employer, whichever numbers the two are under.
Whoever merges waits for whoever writes employments of either person, and the other way round.
"""

from django.db import migrations

HUMANS = """
CREATE VIEW membership_samehuman AS
    SELECT kept_id AS human_id, kept_id AS person_id
    FROM membership_personmerge WHERE state = 'MERGED'
    UNION
    SELECT kept_id, duplicate_id FROM membership_personmerge WHERE state = 'MERGED';

REVOKE ALL ON membership_samehuman FROM jamsostek_app;
GRANT SELECT ON membership_samehuman TO jamsostek_app;
REVOKE UPDATE, DELETE, TRUNCATE ON membership_personmerge, membership_personmergeevent
    FROM jamsostek_app;
GRANT UPDATE (state, decider_id, decided_by, decided_at, decision_reason,
    split_by, split_at, split_reason) ON membership_personmerge TO jamsostek_app;
"""

STAR = """
CREATE FUNCTION membership_merge_guarded() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE bad record;
BEGIN
    IF TG_OP = 'UPDATE' AND (OLD.state, NEW.state) NOT IN (
        ('PROPOSED', 'PROPOSED'), ('PROPOSED', 'MERGED'), ('PROPOSED', 'REFUSED'),
        ('MERGED', 'MERGED'), ('MERGED', 'SPLIT'), ('REFUSED', 'REFUSED'), ('SPLIT', 'SPLIT')
    ) THEN
        RAISE EXCEPTION 'A merge does not become % after %.', NEW.state, OLD.state
            USING ERRCODE = 'check_violation', CONSTRAINT = 'merge_goes_forward';
    END IF;
    IF NEW.state <> 'MERGED' THEN
        RETURN NEW;
    END IF;
    PERFORM 1 FROM membership_insuredperson
    WHERE id IN (NEW.duplicate_id, NEW.kept_id) ORDER BY id FOR UPDATE;
    IF EXISTS (
        SELECT FROM membership_personmerge g
        WHERE g.state = 'MERGED' AND g.id <> NEW.id
            AND (g.kept_id = NEW.duplicate_id OR g.duplicate_id = NEW.kept_id)
    ) THEN
        RAISE EXCEPTION 'Numbers are merged into one, not one after another.'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'merges_form_stars';
    END IF;
    SELECT d.employer_id, greatest(d.from_date, k.from_date) AS day INTO bad
    FROM membership_employment d
    JOIN membership_employment k ON k.employer_id = d.employer_id AND k.person_id <> d.person_id
    WHERE d.person_id = NEW.duplicate_id
        AND k.person_id IN (
            SELECT NEW.kept_id UNION SELECT g.duplicate_id FROM membership_personmerge g
            WHERE g.kept_id = NEW.kept_id AND g.state = 'MERGED'
        )
        AND d.from_date < coalesce(k.until_date, 'infinity')
        AND k.from_date < coalesce(d.until_date, 'infinity')
    LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'Both are employed by employer % on %.', bad.employer_id, bad.day
            USING ERRCODE = 'exclusion_violation', CONSTRAINT = 'merged_employments_apart';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER membership_merge_guarded BEFORE INSERT OR UPDATE ON membership_personmerge
FOR EACH ROW EXECUTE FUNCTION membership_merge_guarded();
"""

APART = """
CREATE OR REPLACE FUNCTION membership_employments_apart() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE bad record;
BEGIN
    -- Whoever changes employments of one employer waits here for the one before, so that the
    -- look below sees every spell that is committed.
    PERFORM 1 FROM membership_employer
    WHERE id IN (SELECT employer_id FROM after_rows) ORDER BY id FOR NO KEY UPDATE;
    -- Whoever merges one of these persons waits too, or is waited for.
    PERFORM 1 FROM membership_insuredperson
    WHERE id IN (SELECT person_id FROM after_rows) ORDER BY id FOR KEY SHARE;
    SELECT a.person_id, a.employer_id, a.from_date INTO bad
    FROM after_rows a JOIN membership_employment m
        ON m.employer_id = a.employer_id AND m.person_id = a.person_id AND m.id <> a.id
    WHERE m.from_date < coalesce(a.until_date, 'infinity')
        AND a.from_date < coalesce(m.until_date, 'infinity')
    LIMIT 1;
    IF NOT FOUND THEN
        SELECT a.person_id, a.employer_id, a.from_date INTO bad
        FROM after_rows a
        JOIN membership_samehuman own ON own.person_id = a.person_id
        JOIN membership_samehuman other
            ON other.human_id = own.human_id AND other.person_id <> own.person_id
        JOIN membership_employment m
            ON m.employer_id = a.employer_id AND m.person_id = other.person_id
        WHERE m.from_date < coalesce(a.until_date, 'infinity')
            AND a.from_date < coalesce(m.until_date, 'infinity')
        LIMIT 1;
    END IF;
    IF FOUND THEN
        RAISE EXCEPTION 'Person % is already employed by employer % on %.',
            bad.person_id, bad.employer_id, bad.from_date
            USING ERRCODE = 'exclusion_violation', CONSTRAINT = 'employment_apart';
    END IF;
    RETURN NULL;
END $$;
"""

ONE_PERSON = """
CREATE OR REPLACE FUNCTION membership_employments_apart() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE bad record;
BEGIN
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
DROP TRIGGER membership_merge_guarded ON membership_personmerge;
DROP FUNCTION membership_merge_guarded();
DROP VIEW membership_samehuman;
"""


class Migration(migrations.Migration):
    dependencies = [("membership", "0007_person_merges")]

    operations = [migrations.RunSQL([HUMANS, STAR, APART], ONE_PERSON)]
