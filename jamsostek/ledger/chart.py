"""The chart of accounts: what stands in `chart.yaml`, and what its accounts are for."""

from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Final

import yaml

from jamsostek.law.programmes import Programme

BANK_CODES: Final = range(1101, 1200)
"""Codes for the accounts of the institution at banks, one each."""

CASH_CODES: Final = range(1001, 1100)
"""Codes for the tills of the branches, one each."""

MEMBERS_CODE: Final = "2201"
"""The control account above the members' own accounts, `2201.<kpj>`."""

FIRST_FREE_ID: Final = 10_000
"""Accounts that are not of the chart are numbered from here."""


class Role(StrEnum):
    """What an account of the chart is for; some roles have an account per programme."""

    RECEIVABLE = "receivable"
    PENALTY_RECEIVABLE = "penalty_receivable"
    RECLAIM_RECEIVABLE = "reclaim_receivable"
    DUE_FROM_INSTITUTION = "due_from_institution"
    SUSPENSE = "suspense"
    REFUND_PAYABLE = "refund_payable"
    BENEFITS_PAYABLE = "benefits_payable"
    TAX_PAYABLE = "tax_payable"
    PAYMENTS_IN_TRANSIT = "payments_in_transit"
    MEMBERS = "members"
    DEFERRED = "deferred"
    PENALTY_DEFERRED = "penalty_deferred"
    DUE_TO_FUND = "due_to_fund"
    INCOME = "income"
    PENALTY_INCOME = "penalty_income"
    BANK_INTEREST = "bank_interest"
    RESERVE = "reserve"
    INVESTMENT_INCOME = "investment_income"
    BANK_CHARGES = "bank_charges"
    CASH_DIFFERENCES = "cash_differences"
    BENEFIT_EXPENSE = "benefit_expense"
    RETURN_CREDITED = "return_credited"


@dataclass(frozen=True, slots=True)
class ChartAccount:
    """One account of the chart."""

    code: str
    role: Role
    programme: Programme | None
    fund: str
    kind: str
    name: str
    name_en: str

    @property
    def id(self) -> int:
        """The account's number in the database: its code."""
        return int(self.code)


@cache
def accounts() -> tuple[ChartAccount, ...]:
    """Give the whole chart in the order of its codes."""
    rows = yaml.safe_load(Path(__file__).with_name("chart.yaml").read_text(encoding="utf-8"))
    return tuple(_account(**row) for row in rows)


@cache
def account(role: Role, programme: Programme | None = None) -> int:
    """Give the number of the account with this role, of a programme where each has its own.

    Raises:
        NotInChart: no account has the role, or not for the programme.
    """
    for row in accounts():
        if (row.role, row.programme) == (role, programme):
            return row.id
    raise NotInChart(f"The chart has no account {role} of {programme or 'the institution'}.")


@cache
def account_id(code: str) -> int:
    """Give the number of an account of the chart.

    Raises:
        NotInChart: the code is not in the chart.
    """
    for row in accounts():
        if row.code == code:
            return row.id
    raise NotInChart(f"The chart has no account {code}.")


class NotInChart(LookupError):
    """A code or role that the chart of accounts does not have."""


def _account(
    *, code: int, role: str, fund: str, kind: str, name: str, name_en: str, programme: str = ""
) -> ChartAccount:
    return ChartAccount(
        code=str(code),
        role=Role(role),
        programme=Programme(programme) if programme else None,
        fund=fund,
        kind=kind,
        name=name,
        name_en=name_en,
    )
