"""A receipt pays no more of bills than the bank brought, whoever allocates it and however often.

The line is locked before its allocations are counted, so of two sessions that give away the same
money the second counts what the first has given.
"""

from django.db import migrations

GUARD = """
CREATE FUNCTION contributions_no_more_than_received() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    brought bigint;
    given bigint;
BEGIN
    SELECT amount INTO brought FROM treasury_statementline
    WHERE id = NEW.line_id FOR NO KEY UPDATE;
    SELECT sum(amount) INTO given FROM contributions_allocation
    WHERE line_id = NEW.line_id AND withdrawn_at IS NULL;
    IF given > brought THEN
        RAISE EXCEPTION 'Bank line % is to pay %, more than it brought: %.',
            NEW.line_id, given, brought USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;

CREATE TRIGGER no_more_than_received AFTER INSERT OR UPDATE ON contributions_allocation
FOR EACH ROW WHEN (NEW.withdrawn_at IS NULL)
EXECUTE FUNCTION contributions_no_more_than_received();
"""

UNGUARDED = """
DROP TRIGGER no_more_than_received ON contributions_allocation;
DROP FUNCTION contributions_no_more_than_received();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("contributions", "0003_only_what_is_worked_out_changes"),
        ("treasury", "0003_reversals"),
    ]

    operations = [migrations.RunSQL(GUARD, UNGUARDED)]
