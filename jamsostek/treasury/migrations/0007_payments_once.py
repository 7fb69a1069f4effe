"""What of payments the database holds by itself: their course, their sums, and each thing once."""

from django.db import migrations

NUMBERS = """
CREATE SEQUENCE treasury_payment_code_seq MAXVALUE 99999999;
CREATE SEQUENCE treasury_run_code_seq MAXVALUE 99999999;
CREATE SEQUENCE treasury_cash_code_seq MAXVALUE 99999999;
"""
NO_NUMBERS = """
DROP SEQUENCE treasury_payment_code_seq;
DROP SEQUENCE treasury_run_code_seq;
DROP SEQUENCE treasury_cash_code_seq;
"""

COURSE = """
CREATE FUNCTION treasury_payment_begins() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF NEW.state <> 'QUEUED' OR NEW.run_id IS NOT NULL OR NEW.settled_line_id IS NOT NULL
        OR NEW.returned_line_id IS NOT NULL THEN
        RAISE EXCEPTION 'Payment % does not begin queued.', NEW.code
            USING ERRCODE = 'check_violation', CONSTRAINT = 'payment_begins';
    END IF;
    IF NEW.reissue_of_id IS NOT NULL THEN
        PERFORM 1 FROM treasury_paymentorder
        WHERE id = NEW.reissue_of_id AND state = 'RETURNED' AND amount = NEW.amount
        FOR NO KEY UPDATE;
        IF NOT FOUND THEN
            RAISE EXCEPTION 'Payment % is issued anew of none that came back.', NEW.code
                USING ERRCODE = 'check_violation', CONSTRAINT = 'payment_reissued_if_returned';
        END IF;
        UPDATE treasury_paymentitem SET standing = false WHERE order_id = NEW.reissue_of_id;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER payment_begins BEFORE INSERT ON treasury_paymentorder
FOR EACH ROW EXECUTE FUNCTION treasury_payment_begins();

CREATE FUNCTION treasury_payment_moves() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF NEW.run_id IS DISTINCT FROM OLD.run_id AND (OLD.state <> 'QUEUED'
        OR EXISTS (SELECT FROM treasury_paymentrun
            WHERE id IN (OLD.run_id, NEW.run_id) AND state = 'RELEASED')) THEN
        RAISE EXCEPTION 'Payment % stays in the run that was released.', OLD.code
            USING ERRCODE = 'check_violation', CONSTRAINT = 'payment_run_stays';
    END IF;
    IF (OLD.settled_line_id IS NOT NULL
            AND NEW.settled_line_id IS DISTINCT FROM OLD.settled_line_id)
        OR (OLD.returned_line_id IS NOT NULL
            AND NEW.returned_line_id IS DISTINCT FROM OLD.returned_line_id) THEN
        RAISE EXCEPTION 'Payment % keeps its bank lines.', OLD.code
            USING ERRCODE = 'check_violation', CONSTRAINT = 'payment_lines_stay';
    END IF;
    IF NEW.state = OLD.state THEN
        RETURN NEW;
    END IF;
    IF NOT ((OLD.state, NEW.state) IN (('QUEUED', 'SENT'), ('QUEUED', 'CANCELLED'),
            ('SENT', 'PAID'), ('SENT', 'RETURNED'), ('SENT', 'UNKNOWN'),
            ('UNKNOWN', 'PAID'), ('UNKNOWN', 'RETURNED'))
        OR (OLD.state, NEW.state, NEW.method) IN (('QUEUED', 'PAID', 'CASH'),
            ('PAID', 'RETURNED', 'TRANSFER'))) THEN
        RAISE EXCEPTION 'Payment % cannot become % from %.', OLD.code, NEW.state, OLD.state
            USING ERRCODE = 'check_violation', CONSTRAINT = 'payment_course';
    END IF;
    IF NEW.state = 'SENT' AND NOT EXISTS (SELECT FROM treasury_paymentrun
            WHERE id = NEW.run_id AND state = 'RELEASED') THEN
        RAISE EXCEPTION 'Payment % is sent by no released run.', OLD.code
            USING ERRCODE = 'check_violation', CONSTRAINT = 'payment_sent_by_run';
    END IF;
    IF OLD.state = 'QUEUED' AND NEW.state = 'PAID' AND NOT EXISTS (
            SELECT FROM treasury_cashsession WHERE id = NEW.session_id AND state = 'OPEN') THEN
        RAISE EXCEPTION 'Payment % is paid at no open till.', OLD.code
            USING ERRCODE = 'check_violation', CONSTRAINT = 'payment_at_open_till';
    END IF;
    IF NEW.state = 'CANCELLED' THEN
        UPDATE treasury_paymentitem SET standing = false WHERE order_id = OLD.id;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER payment_moves BEFORE UPDATE ON treasury_paymentorder
FOR EACH ROW EXECUTE FUNCTION treasury_payment_moves();

CREATE FUNCTION treasury_state_goes_on() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    IF NOT (OLD.state, NEW.state) IN (('PREPARED', 'RELEASED'), ('PREPARED', 'CANCELLED'),
            ('OPEN', 'COUNTED'), ('COUNTED', 'OPEN'), ('COUNTED', 'CLOSED')) THEN
        RAISE EXCEPTION '% % cannot become % from %.', TG_TABLE_NAME, OLD.id, NEW.state, OLD.state
            USING ERRCODE = 'check_violation', CONSTRAINT = 'state_goes_on';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER run_goes_on BEFORE UPDATE OF state ON treasury_paymentrun
FOR EACH ROW WHEN (OLD.state <> NEW.state) EXECUTE FUNCTION treasury_state_goes_on();
CREATE TRIGGER session_goes_on BEFORE UPDATE OF state ON treasury_cashsession
FOR EACH ROW WHEN (OLD.state <> NEW.state) EXECUTE FUNCTION treasury_state_goes_on();

CREATE FUNCTION treasury_item_stands() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    NEW.standing := true;
    RETURN NEW;
END $$;
CREATE TRIGGER payment_item_stands BEFORE INSERT ON treasury_paymentitem
FOR EACH ROW EXECUTE FUNCTION treasury_item_stands();

CREATE FUNCTION treasury_items_make_order() RETURNS trigger
LANGUAGE plpgsql AS $$
DECLARE
    checked bigint;
    asked bigint;
    made bigint;
BEGIN
    checked := CASE TG_TABLE_NAME WHEN 'treasury_paymentorder' THEN NEW.id
        ELSE (to_jsonb(NEW) ->> 'order_id')::bigint END;
    SELECT amount INTO asked FROM treasury_paymentorder WHERE id = checked;
    SELECT coalesce(sum(amount), 0) INTO made FROM treasury_paymentitem WHERE order_id = checked;
    IF asked <> made THEN
        RAISE EXCEPTION 'Payment % is of % but its items of %.', checked, asked, made
            USING ERRCODE = 'check_violation', CONSTRAINT = 'payment_items_sum';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER payment_items_sum AFTER INSERT ON treasury_paymentorder
DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION treasury_items_make_order();
CREATE CONSTRAINT TRIGGER payment_items_sum AFTER INSERT ON treasury_paymentitem
DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION treasury_items_make_order();
"""
NO_COURSE = """
DROP TRIGGER payment_items_sum ON treasury_paymentitem;
DROP TRIGGER payment_items_sum ON treasury_paymentorder;
DROP FUNCTION treasury_items_make_order();
DROP TRIGGER payment_item_stands ON treasury_paymentitem;
DROP FUNCTION treasury_item_stands();
DROP TRIGGER session_goes_on ON treasury_cashsession;
DROP TRIGGER run_goes_on ON treasury_paymentrun;
DROP FUNCTION treasury_state_goes_on();
DROP TRIGGER payment_moves ON treasury_paymentorder;
DROP FUNCTION treasury_payment_moves();
DROP TRIGGER payment_begins ON treasury_paymentorder;
DROP FUNCTION treasury_payment_begins();
"""

RIGHTS = """
REVOKE UPDATE, DELETE, TRUNCATE ON treasury_paymentorder, treasury_paymentorderevent,
    treasury_paymentitem, treasury_paymentstep, treasury_paymentrun, treasury_paymentrunevent,
    treasury_paymentfile, treasury_paymentresultfile, treasury_cashdesk, treasury_cashsession,
    treasury_cashsessionevent, treasury_cashtransfer FROM jamsostek_app;
GRANT UPDATE (state, run_id, session_id, paid_on, settled_line_id, returned_line_id)
    ON treasury_paymentorder TO jamsostek_app;
GRANT UPDATE (state, count, amount, released_by_id, released_at, settled_line_id)
    ON treasury_paymentrun TO jamsostek_app;
GRANT UPDATE (name) ON treasury_cashdesk TO jamsostek_app;
GRANT UPDATE (state, expected_amount, counted_amount, counted_at, difference_reason,
    confirmed_by_id, closed_at, entry_id) ON treasury_cashsession TO jamsostek_app;
GRANT UPDATE (line_id) ON treasury_cashtransfer TO jamsostek_app;
"""
"""Locking a row asks for the right to change some column of it: for tills that is their name."""


class Migration(migrations.Migration):
    dependencies = [("treasury", "0006_payments")]

    operations = [
        migrations.RunSQL(NUMBERS, NO_NUMBERS),
        migrations.RunSQL(COURSE, NO_COURSE),
        migrations.RunSQL(RIGHTS, migrations.RunSQL.noop),
    ]
