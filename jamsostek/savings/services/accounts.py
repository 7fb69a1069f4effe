"""Opening JHT accounts, and noting in months and years what they received."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import connection, transaction

from jamsostek.audit import services as audit
from jamsostek.kernel.acts import Act
from jamsostek.kernel.months import Month
from jamsostek.ledger import services as ledger
from jamsostek.ledger.chart import MEMBERS_CODE
from jamsostek.savings.rules import days_remaining


@transaction.atomic
def open_accounts(*, persons_sql: str, params: Mapping[str, Any], on: date, act: Act) -> int:
    """Open JHT accounts for the persons that a query gives as `person_id`; tell how many are new.

    Persons who have one keep it. However many there are, the statements are few.
    """
    missing = f"""
        SELECT DISTINCT p.id, p.kpj FROM ({persons_sql}) asked
        JOIN membership_insuredperson p ON p.id = asked.person_id
        WHERE NOT EXISTS (SELECT FROM savings_savingsaccount s WHERE s.person_id = p.id)
    """  # noqa: S608 - a query of our own code; every value in it is a parameter
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            SELECT EXISTS (SELECT FROM ({persons_sql}) asked WHERE NOT EXISTS (
                SELECT FROM savings_savingsaccount s WHERE s.person_id = asked.person_id))
            """,  # noqa: S608 - as above
            params,
        )
        if not cursor.fetchone()[0]:
            return 0
        cursor.execute(f"CREATE TEMPORARY TABLE new_holder ON COMMIT DROP AS {missing}", params)
        ledger.open_member_accounts(holders_sql="SELECT kpj FROM new_holder", params={})
        cursor.execute(
            """
            INSERT INTO savings_savingsaccount (person_id, ledger_account_id, opened_on)
            SELECT h.id, a.id, %s FROM new_holder h
            JOIN ledger_account a ON a.code = %s || '.' || h.kpj ORDER BY a.id
            ON CONFLICT (person_id) DO NOTHING
            """,
            [on, MEMBERS_CODE],
        )
        opened = int(cursor.rowcount)
        cursor.execute("DROP TABLE new_holder")
    audit.record(
        act=act, action="open_accounts", subject_type="savings", detail={"accounts": opened}
    )
    return opened


@transaction.atomic
def credit_contributions(
    *,
    amounts_sql: str,
    params: Mapping[str, Any],
    employer_id: int,
    month: Month,
    value_day: date,
    sign: int = 1,
) -> int:
    """Note what members received for a month from an employer, and tell for how many.

    The query gives `person_id` and `amount`; with `sign=-1` what was noted is taken back. The
    money itself moves by the ledger entry of the same transaction.
    """
    statement = f"""
        WITH moved AS MATERIALIZED (
            SELECT s.id AS account_id, %(_sign)s * sum(asked.amount)::bigint AS amount
            FROM ({amounts_sql}) asked JOIN savings_savingsaccount s USING (person_id)
            GROUP BY s.id ORDER BY s.id
        ), months AS (
            INSERT INTO savings_contributionyear AS c (account_id, employer_id, year, months)
            SELECT account_id, %(_employer)s, %(_year)s, array_fill(0::bigint, ARRAY[%(_before)s])
                || amount || array_fill(0::bigint, ARRAY[12 - %(_month)s])
            FROM moved
            ON CONFLICT (account_id, employer_id, year) DO UPDATE
            SET months[%(_month)s] = c.months[%(_month)s] + excluded.months[%(_month)s]
        )
        INSERT INTO savings_savingsyear AS y (account_id, year, moved, weighted)
        SELECT account_id, %(_value_year)s, amount, amount * %(_days)s FROM moved
        ON CONFLICT (account_id, year) DO UPDATE
        SET moved = y.moved + excluded.moved, weighted = y.weighted + excluded.weighted
    """  # noqa: S608 - a query of our own code; every value in it is a parameter
    named = {
        "_sign": sign,
        "_employer": employer_id,
        "_year": month.year,
        "_month": month.number,
        "_before": month.number - 1,
        "_value_year": value_day.year,
        "_days": days_remaining(value_day),
    }
    with connection.cursor() as cursor:
        cursor.execute(statement, {**params, **named})
        return int(cursor.rowcount)
