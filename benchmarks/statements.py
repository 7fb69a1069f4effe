"""Ten thousand annual statements as PDF, each stored with its number and hash.

Needs Django set up on an empty, migrated database.
"""

import time
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any, Final

from benchmarks.measuring import an_act, an_employer, counted_statements, peak_mb, seconds

if TYPE_CHECKING:
    from jamsostek.membership.models import Employer

MEMBERS: Final = 10_000
ALONE: Final = 200
JANUARY: Final = datetime(2012, 1, 20, tzinfo=UTC)


def run() -> list[dict[str, Any]]:
    """Give the seconds for all, beside issuing one at a time and setting them alone."""
    from jamsostek.documents.models import Document
    from jamsostek.savings.services.papers import issue_annual_statements

    _fill(an_employer())
    one_by_one = _one_by_one() / ALONE * MEMBERS
    with counted_statements() as statements:
        begun = time.perf_counter()
        outcome = issue_annual_statements(year=2011, branch_ids=None, act=an_act(JANUARY))
        ours = time.perf_counter() - begun
    assert outcome.issued == MEMBERS - ALONE  # noqa: S101 - else nothing was measured
    ours = ours / outcome.issued * MEMBERS
    return [
        {
            "workload": f"{MEMBERS:,} annual statements as PDF, numbered and stored",
            "ours": round(ours, 1),
            "unit": "s",
            "references": {
                "issued one at a time": round(one_by_one, 1),
                "typst alone, in one thread": round(_set_alone() / ALONE * MEMBERS, 1),
            },
            "peak_mb": peak_mb(),
            "statements": len(statements),
            "bytes_each": sum(Document.objects.values_list("size", flat=True)) // MEMBERS,
        }
    ]


def _fill(employer: "Employer") -> None:
    """Store members with an account, twelve months of contributions and a year's return."""
    from django.db import connection

    from jamsostek.savings import services

    with connection.cursor() as cursor:
        cursor.execute(PERSONS, [MEMBERS])
        cursor.execute(EMPLOYMENTS, [employer.pk])
    services.open_accounts(persons_sql=ALL, params={}, on=date(2011, 1, 1), act=an_act())
    for number in range(1, 13):
        _receive(employer, number)
    services.credit_year_return(year=2011, act=an_act(JANUARY))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _receive(employer: "Employer", number: int) -> None:
    from django.db import transaction

    from jamsostek.kernel.months import Month
    from jamsostek.ledger.services import Posting, post_with_members
    from jamsostek.savings import services

    value_day = date(2011, number, 28)
    with transaction.atomic():
        post_with_members(
            posting=Posting(f"FILL:{number}", "FILL", value_day, "", [(2301, MEMBERS * EACH)]),
            member_lines_sql=MEMBER_LINES,
            params={},
            act=an_act(),
        )
        services.credit_contributions(
            amounts_sql=AMOUNTS,
            params={},
            employer_id=employer.pk,
            month=Month(2011, number),
            value_day=value_day,
        )


def _one_by_one() -> float:
    """Give the seconds for the first few members, each by the service for one."""
    from jamsostek.membership.models import InsuredPerson
    from jamsostek.savings.services.papers import issue_annual_statement

    people = list(InsuredPerson.objects.order_by("id")[:ALONE])

    def issue() -> None:
        for person in people:
            issue_annual_statement(person=person, year=2011, act=an_act(JANUARY))

    return seconds(issue)


def _set_alone() -> float:
    """Give the seconds that typst takes for a few of them, without anything around it."""
    from jamsostek.documents.models import Document
    from jamsostek.documents.queries import papers_of
    from jamsostek.documents.rules import render

    papers = papers_of(list(Document.objects.order_by("id")[:ALONE]))

    def work() -> None:
        for paper in papers:
            render([paper], at=JANUARY)

    return seconds(work)


EACH: Final = 142_500
ALL: Final = "SELECT id AS person_id FROM membership_insuredperson"
AMOUNTS: Final = f"""
    SELECT id AS person_id, {EACH} AS amount FROM membership_insuredperson
"""  # noqa: S608 - made of constants
MEMBER_LINES: Final = f"""
    SELECT ledger_account_id AS account_id, -{EACH} AS amount FROM savings_savingsaccount
"""  # noqa: S608 - made of constants
PERSONS: Final = """
    INSERT INTO membership_insuredperson (kpj, nik, name, birth_place, sex, registered_on)
    SELECT '994' || lpad(n::text, 8, '0'), '', 'Siti Rekaan ' || n, '', '', '2010-01-01'
    FROM generate_series(1, %s) n
"""
EMPLOYMENTS: Final = """
    INSERT INTO membership_employment
        (person_id, employer_id, kind, title, from_date, end_reason)
    SELECT id, %s, 'PERMANENT', '', '2010-01-01', '' FROM membership_insuredperson
"""
