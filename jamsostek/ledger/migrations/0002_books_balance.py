"""The books check themselves: one trigger per INSERT of lines, and nothing is ever changed."""

from django.db import migrations

TRIGGER = """
CREATE FUNCTION ledger_take_lines() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
DECLARE bad record;
BEGIN
    SELECT l.entry_id, sum(l.amount) AS total, count(*) AS lines, e.line_count, e.day
    INTO bad
    FROM new_lines l LEFT JOIN ledger_entry e ON e.id = l.entry_id
    GROUP BY l.entry_id, e.id
    HAVING e.id IS NULL OR sum(l.amount) <> 0 OR count(*) <> e.line_count
        OR min(l.line_no) <> 1 OR max(l.line_no) <> e.line_count
        OR min(l.day) <> e.day OR max(l.day) <> e.day
    LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'Entry % is not whole: % of % lines, adding up to % instead of 0.',
            bad.entry_id, bad.lines, coalesce(bad.line_count, 0), bad.total
            USING ERRCODE = 'check_violation', CONSTRAINT = 'ledger_entry_balanced';
    END IF;

    SELECT l.account_id INTO bad
    FROM new_lines l LEFT JOIN ledger_account a ON a.id = l.account_id
    WHERE a.id IS NULL LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'There is no account %.', bad.account_id
            USING ERRCODE = 'foreign_key_violation', CONSTRAINT = 'ledger_line_account';
    END IF;

    INSERT INTO ledger_balance AS b (account_id, amount, never_debit)
    SELECT l.account_id, l.amount, a.never_debit
    FROM (SELECT account_id, sum(amount) AS amount FROM new_lines GROUP BY account_id) l
    JOIN ledger_account a ON a.id = l.account_id
    ORDER BY l.account_id
    ON CONFLICT (account_id) DO UPDATE SET amount = b.amount + excluded.amount;

    INSERT INTO ledger_daytotal AS t (account_id, day, debit, credit)
    SELECT coalesce(a.control_id, a.id), l.day, sum(l.debit), sum(l.credit)
    FROM (
        SELECT account_id, day, sum(greatest(amount, 0)) AS debit,
            sum(greatest(-amount, 0)) AS credit
        FROM new_lines GROUP BY account_id, day
    ) l
    JOIN ledger_account a ON a.id = l.account_id
    GROUP BY 1, 2 ORDER BY 1, 2
    ON CONFLICT (account_id, day)
    DO UPDATE SET debit = t.debit + excluded.debit, credit = t.credit + excluded.credit;
    RETURN NULL;
END $$;

CREATE TRIGGER ledger_take_lines AFTER INSERT ON ledger_line
REFERENCING NEW TABLE AS new_lines
FOR EACH STATEMENT EXECUTE FUNCTION ledger_take_lines();
"""

APPEND_ONLY = """
REVOKE UPDATE, DELETE, TRUNCATE ON ledger_entry, ledger_line, ledger_account FROM jamsostek_app;
REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON ledger_balance, ledger_daytotal FROM jamsostek_app;
ALTER TABLE ledger_balance SET (fillfactor = 80);
"""

FORGET = """
DROP TRIGGER ledger_take_lines ON ledger_line;
DROP FUNCTION ledger_take_lines();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("ledger", "0001_initial"),
        ("institution", "0001_initial"),
    ]

    operations = [
        migrations.RunSQL(TRIGGER, FORGET),
        migrations.RunSQL(APPEND_ONLY, migrations.RunSQL.noop),
    ]
