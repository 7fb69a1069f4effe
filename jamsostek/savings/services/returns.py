"""Crediting a year's return to all accounts, in chunks that outlive whoever is killed at it."""

from collections.abc import Callable
from datetime import date
from typing import Final

from django.db import connection, transaction

from jamsostek.audit import services as audit
from jamsostek.kernel.acts import Act
from jamsostek.kernel.words import long_date
from jamsostek.law.reader import LawGap
from jamsostek.ledger import services as ledger
from jamsostek.ledger.chart import Role, account
from jamsostek.savings.models import ReturnRun
from jamsostek.savings.queries.returns import earned_sql, entry_id_seen, first_open_year, is_owed
from jamsostek.savings.queries.verification import against_balances
from jamsostek.savings.rules import YearRate, year_rate

CHUNK: Final = 25_000
"""Accounts credited in one transaction."""

Progress = Callable[[int, int], None]


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
        BooksDiffer: what the return is worked out from is not what the books say.
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
    """Give the round of a year's return to go on with, or begin it.

    Whoever else begins one waits until this transaction has ended.

    Raises:
        LawGap, YearNotOver, RateChanged, EarlierYearOpen, BooksDiffer: as for the whole.
    """
    if act.day.year <= year:
        raise YearNotOver(
            f"The return of {year} can be credited from 1 January {year + 1};"
            f" today is {long_date(act.day, 'en')}."
        )
    rate = year_rate(year)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('jamsostek credit-return'))")
    _refuse_differing_books()
    last = ReturnRun.objects.select_for_update().filter(year=year).order_by("-round").first()
    if last is not None and last.finished_at is None:
        if last.rate_percent != rate.percent:
            raise RateChanged(
                f"The return of {year} was begun at {last.rate_percent} %, the law now gives"
                f" {rate.percent} %. Finish under the old rate, then run again."
            )
        return last
    _refuse_open_years(year)
    if last is not None and not is_owed(rate):
        return last
    run = ReturnRun.objects.create(
        year=year,
        round=last.round + 1 if last else 1,
        rate_percent=rate.percent,
        citation=rate.citation,
        started_at=act.at,
        started_by=act.actor,
        entry_id_max=entry_id_seen(),
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
    """A year whose return cannot be credited before that of a year it builds on."""


class BooksDiffer(ValueError):
    """Yearly figures of the accounts that are not what the books say."""


def _refuse_differing_books() -> None:
    differences = against_balances()
    if differences:
        raise BooksDiffer(
            f"No return can be credited: the members' yearly figures are not what the books say"
            f" ({differences[0]}). `jamsostek ledger verify` lists all that differs; once it is"
            f" known why, `jamsostek savings rebuild-years` puts them right."
        )


def _refuse_open_years(year: int) -> None:
    open_year = first_open_year(year)
    if open_year is None:
        return
    sentence = f"The return of {open_year} has to be credited first: {year} builds on its balances."
    try:
        year_rate(open_year)
    except LawGap as gap:
        sentence += (
            f" {gap} Write the rate decided for {open_year} into"
            f" jamsostek/law/parameters/savings.yaml, then credit its return."
        )
    raise EarlierYearOpen(sentence)


def _work_out(run: ReturnRun, last: int) -> tuple[int, int]:
    """Put the returns of the next accounts in a table of this transaction; count and sum them."""
    earned = earned_sql(YearRate(run.year, run.rate_percent, run.citation, "", "", ""))
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
