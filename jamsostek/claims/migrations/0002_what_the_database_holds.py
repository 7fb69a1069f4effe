"""What of claims the database holds by itself: their ways, two persons, and sums that agree."""

from django.db import migrations

NUMBERS = "CREATE SEQUENCE claims_claim_code_seq MAXVALUE 99999999;"
NO_NUMBERS = "DROP SEQUENCE claims_claim_code_seq;"

STEPS = """
CREATE FUNCTION claims_steps_follow() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    wrong text;
BEGIN
    PERFORM 1 FROM claims_claim WHERE id IN (SELECT claim_id FROM made)
    ORDER BY id FOR NO KEY UPDATE;
    SELECT format('Claim %s cannot become %s from %s.', claim_id, state,
        coalesce(before, 'nothing')) INTO wrong
    FROM (
        SELECT claim_id, state, lag(state) OVER (PARTITION BY claim_id ORDER BY id) AS before
        FROM claims_claimstep WHERE claim_id IN (SELECT claim_id FROM made)
    ) chain
    WHERE (coalesce(before, ''), state) NOT IN (
        ('', 'REPORTED'), ('', 'OPEN'), ('REPORTED', 'OPEN'), ('REPORTED', 'WITHDRAWN'),
        ('OPEN', 'PENDED'), ('PENDED', 'OPEN'), ('PENDED', 'WITHDRAWN'), ('OPEN', 'COMPLETE'),
        ('OPEN', 'WITHDRAWN'), ('OPEN', 'ASSESSED'), ('COMPLETE', 'OPEN'),
        ('COMPLETE', 'WITHDRAWN'), ('COMPLETE', 'ASSESSED'), ('ASSESSED', 'APPROVED'),
        ('ASSESSED', 'REJECTED'), ('ASSESSED', 'COMPLETE'), ('APPROVED', 'PAID'),
        ('PAID', 'APPROVED'), ('APPROVED', 'COMPLETE'), ('PAID', 'COMPLETE'),
        ('REJECTED', 'COMPLETE'))
    LIMIT 1;
    IF wrong IS NOT NULL THEN
        RAISE EXCEPTION '%', wrong
            USING ERRCODE = 'check_violation', CONSTRAINT = 'claim_steps_follow';
    END IF;
    UPDATE claims_claim c SET state = last.state
    FROM (
        SELECT DISTINCT ON (claim_id) claim_id, state FROM claims_claimstep
        WHERE claim_id IN (SELECT claim_id FROM made) ORDER BY claim_id, id DESC
    ) last
    WHERE c.id = last.claim_id AND c.state <> last.state;
    RETURN NULL;
END $$;
CREATE TRIGGER claim_steps_follow AFTER INSERT ON claims_claimstep
REFERENCING NEW TABLE AS made FOR EACH STATEMENT EXECUTE FUNCTION claims_steps_follow();

CREATE FUNCTION claims_claim_has_steps() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM claims_claimstep WHERE claim_id = NEW.id) THEN
        RAISE EXCEPTION 'Claim % has taken no step.', NEW.code
            USING ERRCODE = 'check_violation', CONSTRAINT = 'claim_has_steps';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER claim_has_steps AFTER INSERT ON claims_claim
DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION claims_claim_has_steps();
"""
NO_STEPS = """
DROP TRIGGER claim_has_steps ON claims_claim;
DROP FUNCTION claims_claim_has_steps();
DROP TRIGGER claim_steps_follow ON claims_claimstep;
DROP FUNCTION claims_steps_follow();
"""

DECISIONS = """
CREATE FUNCTION claims_decided_by_another() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.maker_id <> (SELECT maker_id FROM claims_assessment WHERE id = NEW.assessment_id)
        OR EXISTS (
            SELECT FROM claims_assessment a JOIN claims_claimstep s USING (claim_id)
            WHERE a.id = NEW.assessment_id AND s.prepares AND s.user_id = NEW.decider_id
        ) OR EXISTS (
            SELECT FROM claims_assessment a JOIN claims_medicalopinion o USING (claim_id)
            WHERE a.id = NEW.assessment_id AND o.adviser_id = NEW.decider_id
        ) THEN
        RAISE EXCEPTION 'Assessment % is decided by who prepared it.', NEW.assessment_id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'claim_decided_by_another';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER claim_decided_by_another BEFORE INSERT ON claims_decision
FOR EACH ROW EXECUTE FUNCTION claims_decided_by_another();

CREATE FUNCTION claims_lines_make_total() RETURNS trigger
LANGUAGE plpgsql AS $$
DECLARE
    checked bigint;
BEGIN
    checked := CASE TG_TABLE_NAME WHEN 'claims_assessment' THEN NEW.id
        ELSE (to_jsonb(NEW) ->> 'assessment_id')::bigint END;
    IF (SELECT total FROM claims_assessment WHERE id = checked) <> (
        SELECT coalesce(sum(amount), 0) FROM claims_awardline WHERE assessment_id = checked
    ) THEN
        RAISE EXCEPTION 'The lines of assessment % do not make its total.', checked
            USING ERRCODE = 'check_violation', CONSTRAINT = 'award_lines_make_total';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER award_lines_make_total AFTER INSERT ON claims_assessment
DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION claims_lines_make_total();
CREATE CONSTRAINT TRIGGER award_lines_make_total AFTER INSERT ON claims_awardline
DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION claims_lines_make_total();
"""
NO_DECISIONS = """
DROP TRIGGER award_lines_make_total ON claims_awardline;
DROP TRIGGER award_lines_make_total ON claims_assessment;
DROP FUNCTION claims_lines_make_total();
DROP TRIGGER claim_decided_by_another ON claims_decision;
DROP FUNCTION claims_decided_by_another();
"""

PAYABLES = """
CREATE FUNCTION claims_payables_make_award() RETURNS trigger
LANGUAGE plpgsql AS $$
DECLARE
    checked bigint;
    awarded bigint;
    made bigint;
BEGIN
    FOREACH checked IN ARRAY CASE TG_TABLE_NAME
        WHEN 'claims_decision' THEN ARRAY[NEW.id]
        ELSE ARRAY[(to_jsonb(NEW) ->> 'decision_id')::bigint,
            (to_jsonb(NEW) ->> 'withdrawn_by_id')::bigint] END
    LOOP
        SELECT amount + overpaid INTO awarded FROM claims_decision WHERE id = checked;
        SELECT coalesce(sum(amount) FILTER (WHERE decision_id = checked), 0)
            - coalesce(sum(amount) FILTER (WHERE withdrawn_by_id = checked), 0)
        INTO made FROM claims_payable WHERE decision_id = checked OR withdrawn_by_id = checked;
        IF awarded <> made THEN
            RAISE EXCEPTION 'Decision % awards % and makes % payable.', checked, awarded, made
                USING ERRCODE = 'check_violation', CONSTRAINT = 'payables_make_award';
        END IF;
    END LOOP;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER payables_make_award AFTER INSERT ON claims_decision
DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION claims_payables_make_award();
CREATE CONSTRAINT TRIGGER payables_make_award AFTER INSERT OR UPDATE ON claims_payable
DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION claims_payables_make_award();

CREATE FUNCTION claims_payable_withdrawn() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.withdrawn_by_id IS NOT NULL OR EXISTS (
        SELECT FROM treasury_paymentitem
        WHERE source = 'CLAIM' AND source_id = OLD.id AND standing
    ) THEN
        RAISE EXCEPTION 'Payable % is ordered or was taken back before.', OLD.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'payable_withdrawn_once';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER payable_withdrawn BEFORE UPDATE ON claims_payable
FOR EACH ROW EXECUTE FUNCTION claims_payable_withdrawn();

CREATE FUNCTION claims_item_pays_payable() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM 1 FROM claims_payable
    WHERE id = NEW.source_id AND amount = NEW.amount AND withdrawn_by_id IS NULL
    FOR NO KEY UPDATE;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'No payable % of % stands.', NEW.source_id, NEW.amount
            USING ERRCODE = 'check_violation', CONSTRAINT = 'item_pays_payable';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER claim_item_pays_payable BEFORE INSERT ON treasury_paymentitem
FOR EACH ROW WHEN (NEW.source = 'CLAIM') EXECUTE FUNCTION claims_item_pays_payable();
"""
NO_PAYABLES = """
DROP TRIGGER claim_item_pays_payable ON treasury_paymentitem;
DROP FUNCTION claims_item_pays_payable();
DROP TRIGGER payable_withdrawn ON claims_payable;
DROP FUNCTION claims_payable_withdrawn();
DROP TRIGGER payables_make_award ON claims_payable;
DROP TRIGGER payables_make_award ON claims_decision;
DROP FUNCTION claims_payables_make_award();
"""

RIGHTS = """
REVOKE UPDATE, DELETE, TRUNCATE ON claims_claim, claims_claimevent, claims_claimstep,
    claims_evidence, claims_evidenceevent, claims_evidencefile, claims_survivor,
    claims_survivorevent, claims_medicalopinion, claims_assessment, claims_awardline,
    claims_decision, claims_objection, claims_objectionevent, claims_payee, claims_payeeevent,
    claims_payable, claims_reclaim, claims_reclaimevent FROM jamsostek_app;
GRANT UPDATE (facts, officer_id, pended_until, second_report_at, outcome_on, complete_on,
    event_time, event_place, event_text, claimant_name, claimant_relation, claimant_phone)
    ON claims_claim TO jamsostek_app;
GRANT UPDATE (state, dated, note, changed_at, changed_by) ON claims_evidence TO jamsostek_app;
GRANT UPDATE, DELETE ON claims_survivor TO jamsostek_app;
GRANT UPDATE (document_id) ON claims_decision TO jamsostek_app;
GRANT UPDATE (state, answer, answered_at, answered_by, answerer_id)
    ON claims_objection TO jamsostek_app;
GRANT UPDATE (name, method, bank, account_number, account_name) ON claims_payee TO jamsostek_app;
GRANT UPDATE (withdrawn_by_id) ON claims_payable TO jamsostek_app;
GRANT UPDATE (state, paid_line_id, cancelled_by_id) ON claims_reclaim TO jamsostek_app;
"""


class Migration(migrations.Migration):
    dependencies = [("claims", "0001_initial"), ("treasury", "0007_payments_once")]

    operations = [
        migrations.RunSQL(NUMBERS, NO_NUMBERS),
        migrations.RunSQL(STEPS, NO_STEPS),
        migrations.RunSQL(DECISIONS, NO_DECISIONS),
        migrations.RunSQL(PAYABLES, NO_PAYABLES),
        migrations.RunSQL(RIGHTS, migrations.RunSQL.noop),
    ]
