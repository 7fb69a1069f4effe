"""Members with JHT accounts, and contributions that reach them together with their money."""

from datetime import date
from itertools import count

from django.db import transaction

from jamsostek.kernel.months import Month
from jamsostek.law.programmes import Programme
from jamsostek.ledger.chart import Role, account
from jamsostek.ledger.services import Posting, post_with_members
from jamsostek.membership.models import Employer, InsuredPerson
from jamsostek.savings.models import SavingsAccount
from jamsostek.savings.services import credit_contributions, open_accounts
from tests.people import act, batik_melati, hire, person

numbers = count(1)

AMOUNTS = """
    SELECT person_id, amount FROM unnest(%(persons)s::bigint[], %(amounts)s::bigint[])
        AS received (person_id, amount)
"""
LINES = f"""
    SELECT s.ledger_account_id AS account_id, -%(sign)s * received.amount AS amount
    FROM ({AMOUNTS}) received JOIN savings_savingsaccount s USING (person_id)
"""  # noqa: S608 - made of constants


def employer_of(*names: str) -> Employer:
    """An employer and its workers, each with a JHT account."""
    employer = batik_melati()
    hire(employer, *names)
    open_for(*(person(name) for name in names))
    return employer


def open_for(*members: InsuredPerson, on: date = date(2011, 1, 1)) -> int:
    return open_accounts(
        persons_sql="SELECT unnest(%(ids)s::bigint[]) AS person_id",
        params={"ids": [member.pk for member in members]},
        on=on,
        act=act(),
    )


def receive(
    employer: Employer,
    amounts: dict[str, int],
    value_day: date,
    *,
    month: Month | None = None,
    sign: int = 1,
) -> None:
    """Credit contributions to the members of these names."""
    members = {person(name): amount for name, amount in amounts.items()}
    receive_for(employer, members, value_day, month=month, sign=sign)


@transaction.atomic
def receive_for(
    employer: Employer,
    amounts: dict[InsuredPerson, int],
    value_day: date,
    *,
    month: Month | None = None,
    sign: int = 1,
) -> None:
    """Credit contributions as a settlement does: in the books, and in the months."""
    params = {
        "persons": [member.pk for member in amounts],
        "amounts": list(amounts.values()),
        "sign": sign,
    }
    deferred = account(Role.DEFERRED, Programme.JHT)
    lines = [(deferred, sign * sum(amounts.values()))]
    post_with_members(
        posting=Posting(f"TEST:{next(numbers)}", "TEST", value_day, "Iuran JHT", lines),
        member_lines_sql=LINES,
        params=params,
        act=act(),
    )
    credit_contributions(
        amounts_sql=AMOUNTS,
        params=params,
        employer_id=employer.pk,
        month=month or Month.of(value_day),
        value_day=value_day,
        sign=sign,
    )


def account_of(name: str) -> SavingsAccount:
    return SavingsAccount.objects.get(person__name=name)
