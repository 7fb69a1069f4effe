"""An account begins with its balance at zero, and the trigger reads nothing but balances.

The first trigger offered the movement itself as a new balance, which the rule against members'
accounts in debit refused even where the balance covered it. It also kept one plan for all sizes
of posting, and found tables by a path that a temporary table could stand in.
"""

from django.db import migrations, models

BACKFILL = """
INSERT INTO ledger_balance (account_id, amount, never_debit, fund, total_id)
SELECT id, 0, never_debit, fund, coalesce(control_id, id) FROM ledger_account
ON CONFLICT (account_id) DO UPDATE SET fund = excluded.fund, total_id = excluded.total_id;
"""

OPEN_ACCOUNTS = """
CREATE FUNCTION ledger_open_accounts() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    INSERT INTO ledger_balance (account_id, amount, never_debit, fund, total_id)
    SELECT id, 0, never_debit, fund, coalesce(control_id, id) FROM new_accounts;
    RETURN NULL;
END $$;

CREATE TRIGGER ledger_open_accounts AFTER INSERT ON ledger_account
REFERENCING NEW TABLE AS new_accounts
FOR EACH STATEMENT EXECUTE FUNCTION ledger_open_accounts();

ALTER SEQUENCE ledger_account_id_seq START WITH 10000 RESTART WITH 10000;
"""

# EXECUTE plans each statement for the number of lines at hand: a plan kept from a posting of four
# lines is ruinous for a million, and the other way round. Rows are locked in the order of account
# and day, so that two postings on the same accounts never wait for each other crosswise.
TAKE_LINES = """
CREATE OR REPLACE FUNCTION ledger_take_lines() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE bad record;
BEGIN
    EXECUTE $check$
        SELECT f.entry_id, sum(f.total) AS total, sum(f.lines) AS lines, e.line_count,
            bool_or(f.fund IS NULL) AS no_account
        FROM (
            SELECT l.entry_id, b.fund, sum(l.amount) AS total, count(*) AS lines,
                min(l.line_no) AS first, max(l.line_no) AS last,
                min(l.day) AS first_day, max(l.day) AS last_day
            FROM new_lines l LEFT JOIN ledger_balance b ON b.account_id = l.account_id
            GROUP BY l.entry_id, b.fund
        ) f
        LEFT JOIN ledger_entry e ON e.id = f.entry_id
        GROUP BY f.entry_id, e.id
        HAVING e.id IS NULL OR bool_or(f.fund IS NULL) OR bool_or(f.total <> 0)
            OR sum(f.lines) <> e.line_count OR min(f.first) <> 1 OR max(f.last) <> e.line_count
            OR min(f.first_day) <> e.day OR max(f.last_day) <> e.day
        LIMIT 1
    $check$ INTO bad;
    IF bad.no_account THEN
        RAISE EXCEPTION 'Entry % names an account that does not exist.', bad.entry_id
            USING ERRCODE = 'foreign_key_violation', CONSTRAINT = 'ledger_line_account';
    ELSIF bad.entry_id IS NOT NULL AND bad.total = 0 AND bad.lines = bad.line_count THEN
        RAISE EXCEPTION 'Entry % is not whole: a fund does not add up to 0 by itself,'
            ' or a line lies on another day.', bad.entry_id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'ledger_fund_balanced';
    ELSIF bad.entry_id IS NOT NULL THEN
        RAISE EXCEPTION 'Entry % is not whole: % of % lines, adding up to % instead of 0.',
            bad.entry_id, bad.lines, coalesce(bad.line_count, 0), bad.total
            USING ERRCODE = 'check_violation', CONSTRAINT = 'ledger_entry_balanced';
    END IF;

    EXECUTE $take$
        WITH moved AS MATERIALIZED (
            SELECT account_id, day, sum(amount) AS amount,
                sum(greatest(amount, 0)) AS debit, sum(greatest(-amount, 0)) AS credit
            FROM new_lines GROUP BY account_id, day
        ), changed AS (
            INSERT INTO ledger_balance AS b (account_id, amount, never_debit, fund, total_id)
            SELECT account_id, sum(amount), false, '', 0 FROM moved
            GROUP BY account_id ORDER BY account_id
            ON CONFLICT (account_id) DO UPDATE SET amount = b.amount + excluded.amount
            RETURNING b.account_id, b.total_id
        )
        INSERT INTO ledger_daytotal AS t (account_id, day, debit, credit)
        SELECT c.total_id, m.day, sum(m.debit), sum(m.credit)
        FROM moved m JOIN changed c ON c.account_id = m.account_id
        GROUP BY c.total_id, m.day ORDER BY c.total_id, m.day
        ON CONFLICT (account_id, day)
        DO UPDATE SET debit = t.debit + excluded.debit, credit = t.credit + excluded.credit
    $take$;
    RETURN NULL;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("ledger", "0002_books_balance")]

    operations = [
        migrations.AddField(
            "balance",
            "fund",
            models.CharField(
                choices=[
                    ("JHT", "Dana JHT"),
                    ("JKK", "Dana JKK"),
                    ("JKM", "Dana JKM"),
                    ("JPK", "Dana JPK"),
                    ("BADAN", "Dana badan"),
                ],
                default="",
                max_length=5,
            ),
            preserve_default=False,
        ),
        migrations.AddField(
            "balance", "total_id", models.BigIntegerField(default=0), preserve_default=False
        ),
        migrations.RunSQL(BACKFILL, migrations.RunSQL.noop),
        migrations.RunSQL(OPEN_ACCOUNTS, migrations.RunSQL.noop),
        migrations.RunSQL(TAKE_LINES, migrations.RunSQL.noop),
    ]
