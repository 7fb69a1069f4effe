"""Writing JHT accounts: opened, credited with contributions, credited with a year's return."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, Final

from django.db import connection, transaction

from jamsostek.audit import services as audit
from jamsostek.kernel.acts import Act
from jamsostek.kernel.months import Month
from jamsostek.ledger import services as ledger
from jamsostek.ledger.chart import MEMBERS_CODE, Role, account
from jamsostek.savings.models import ReturnRun
from jamsostek.savings.rules import YearRate, credited_return_sql, days_remaining, year_rate

CHUNK: Final = 25_000
"""Accounts credited in one transaction."""

Progress = Callable[[int, int], None]


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


def credit_year_return(*, year: int, act: Act, progress: Progress | None = None) -> ReturnRun:
    """Credit a year's return to all accounts, going on where an earlier run stopped.

    Every chunk is a transaction of its own, with its entry, its rows and how far the run has
    come. Asked again after the end, a further round posts the differences that contributions of
    the year have made since, if there are any.

    Raises:
        LawGap: the law of this version has no rate for the year.
        YearNotOver: the year has not ended on the day of the act.
        RateChanged: an unfinished round was begun at another rate.
        EarlierYearOpen: the return of an earlier year has to be credited first.
    """
    run = begin_return(year=year, act=act)
    total = _accounts_left(0)
    while run.finished_at is None:
        run = continue_return(run_id=run.pk, act=act)
        if progress is not None:
            progress(total - _accounts_left(run.cursor), total)
    return run


@transaction.atomic
def begin_return(*, year: int, act: Act) -> ReturnRun:
    """Give the round of a year's return to go on with, or begin it."""
    if act.day.year <= year:
        raise YearNotOver(f"The return of {year} can be credited from 1 January {year + 1}.")
    rate = year_rate(year)
    last = ReturnRun.objects.select_for_update().filter(year=year).order_by("-round").first()
    if last is not None and last.finished_at is None:
        if last.rate_percent != rate.percent:
            raise RateChanged(
                f"The return of {year} was begun at {last.rate_percent} %, the law now gives"
                f" {rate.percent} %. Finish under the old rate, then run again."
            )
        return last
    _refuse_open_years(year)
    if last is not None and not _differs(rate):
        return last
    run = ReturnRun.objects.create(
        year=year,
        round=last.round + 1 if last else 1,
        rate_percent=rate.percent,
        citation=rate.citation,
        started_at=act.at,
        started_by=act.actor,
    )
    audit.record(
        act=act,
        action="begin_return",
        subject_type="return_run",
        subject_id=run.pk,
        detail={"year": year, "round": run.round, "rate_percent": str(rate.percent)},
    )
    return run


@ledger.again_after_deadlock
@transaction.atomic
def continue_return(*, run_id: int, act: Act, chunk: int = CHUNK) -> ReturnRun:
    """Credit the next accounts of a round, or close it if none are left."""
    run = ReturnRun.objects.select_for_update().get(id=run_id)
    if run.finished_at is not None:
        return run
    last = _last_of_chunk(run.cursor, chunk)
    if last is None:
        run.finished_at = act.at
        run.save(update_fields=["finished_at"])
        return run
    accounts, amount = _work_out(run, last)
    if accounts:
        _post(run, last, amount, act)
        _note(run, last)
    run.cursor, run.accounts, run.amount = last, run.accounts + accounts, run.amount + amount
    run.save(update_fields=["cursor", "accounts", "amount"])
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE year_return")
    return run


class YearNotOver(ValueError):
    """A year whose daily balances are not all known yet."""


class RateChanged(ValueError):
    """A rate that is no longer the one an unfinished round was begun at."""


class EarlierYearOpen(ValueError):
    """A year whose return cannot be credited before that of the year before it."""


EARNED: Final = """
    SELECT s.id AS account_id, s.ledger_account_id, e.opening, e.due, e.credited,
        y.year IS NOT NULL AS has_year
    FROM savings_savingsaccount s
    LEFT JOIN savings_savingsyear y ON y.account_id = s.id AND y.year = %(year)s
        AND y.account_id > %(after)s AND y.account_id <= %(until)s
    LEFT JOIN savings_savingsyear b ON b.account_id = s.id AND b.year = %(year)s - 1
        AND b.account_id > %(after)s AND b.account_id <= %(until)s
    CROSS JOIN LATERAL (
        SELECT coalesce(b.opening, 0) + coalesce(b.moved, 0) + coalesce(b.credited_return, 0)
            AS opening, coalesce(y.weighted, 0) AS weighted
    ) f
    CROSS JOIN LATERAL (
        SELECT f.opening, {due} AS due, coalesce(y.credited_return, 0) AS credited
    ) e
    WHERE s.id > %(after)s AND s.id <= %(until)s
        AND (e.opening <> 0 OR y.year IS NOT NULL)
        AND (y.credited_return IS NULL OR y.credited_return <> e.due OR y.opening <> e.opening)
"""
"""Accounts whose return of a year is not what it should be: what is due, what was credited.

The span of accounts is said of each table, else each chunk would read the index from its start.
"""


def _work_out(run: ReturnRun, last: int) -> tuple[int, int]:
    """Put the returns of the next accounts in a table of this transaction; count and sum them."""
    earned = _earned(YearRate(run.year, run.rate_percent, run.citation, "", "", ""))
    span = {"year": run.year, "after": run.cursor, "until": last}
    with connection.cursor() as cursor:
        cursor.execute(
            f"CREATE TEMPORARY TABLE year_return ON COMMIT DROP AS {earned} ORDER BY s.id", span
        )
        cursor.execute("SELECT count(*), coalesce(sum(due - credited), 0) FROM year_return")
        accounts, amount = cursor.fetchone()
    return int(accounts), int(amount)


def _post(run: ReturnRun, last: int, amount: int, act: Act) -> None:
    """Post one entry with a line for each account: an expense of the fund, owed to its members."""
    lines = [(account(Role.RETURN_CREDITED), amount)] if amount else []
    again = f":{run.round}" if run.round > 1 else ""
    with connection.cursor() as cursor:
        cursor.execute("SELECT EXISTS (SELECT FROM year_return WHERE due <> credited)")
        if not cursor.fetchone()[0]:
            return
    ledger.post_with_members(
        posting=ledger.Posting(
            key=f"RETURN:{run.year}{again}:{run.cursor + 1}:{last}",
            kind="RETURN",
            day=date(run.year, 12, 31),
            text=f"Hasil pengembangan JHT {run.year}, {run.rate_percent.normalize():f} % setahun",
            lines=lines,
        ),
        member_lines_sql="""
            SELECT ledger_account_id AS account_id, credited - due AS amount FROM year_return
        """,
        params={},
        act=act,
    )


def _note(run: ReturnRun, last: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            """
            UPDATE savings_savingsyear y SET opening = r.opening, credited_return = r.due
            FROM year_return r WHERE y.account_id = r.account_id AND y.year = %s
                AND y.account_id > %s AND y.account_id <= %s
            """,
            [run.year, run.cursor, last],
        )
        cursor.execute(
            """
            INSERT INTO savings_savingsyear AS y
                (account_id, year, moved, weighted, opening, credited_return)
            SELECT account_id, %s, 0, 0, opening, due FROM year_return WHERE NOT has_year
            ON CONFLICT (account_id, year) DO UPDATE
            SET opening = excluded.opening, credited_return = excluded.credited_return
            """,
            [run.year],
        )


def _earned(rate: YearRate) -> str:
    due = credited_return_sql("f.opening", "f.weighted", rate=rate.percent, year=rate.year)
    return EARNED.format(due=due.replace("%", "%%"))


def _differs(rate: YearRate) -> bool:
    """Tell whether any account's return of a year is not what was credited."""
    span = {"year": rate.year, "after": 0, "until": 2**62}
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT EXISTS ({_earned(rate)})", span)
        return bool(cursor.fetchone()[0])


def _refuse_open_years(year: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT max(year) FROM savings_savingsyear
            WHERE year < %(year)s AND credited_return IS NULL AND (moved <> 0 OR weighted <> 0)
            """,
            {"year": year},
        )
        open_year = cursor.fetchone()[0]
    unfinished = ReturnRun.objects.filter(year__lt=year, finished_at=None).first()
    if unfinished is not None:
        open_year = unfinished.year
    elif open_year is None and ReturnRun.objects.filter(year=year - 1).exists():
        open_year = year - 1 if _differs(year_rate(year - 1)) else None
    if open_year is not None:
        raise EarlierYearOpen(
            f"The return of {open_year} has to be credited first: {year} builds on its balances."
        )


def _last_of_chunk(cursor_at: int, chunk: int) -> int | None:
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT max(id) FROM (
                SELECT id FROM savings_savingsaccount WHERE id > %s ORDER BY id LIMIT %s
            ) next
            """,
            [cursor_at, chunk],
        )
        (last,) = cursor.fetchone()
    return None if last is None else int(last)


def _accounts_left(after: int) -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM savings_savingsaccount WHERE id > %s", [after])
        return int(cursor.fetchone()[0])
