"""Who owes a benefit, from how somebody stood on the day: the fund, the employer, or nobody.

Cover begins with registration and the first contribution (PP 14/1993, Pasal 7). Later arrears do
not end it: nothing in the act or its regulations suspends a benefit, arrears stay a debt of the
employer (Pasal 10 ayat (5)) with their penalty. What an employer kept out, it owes itself.
"""

from dataclasses import dataclass
from datetime import date
from typing import Final

from jamsostek.benefits.payers import Cover, Liability, Payer, who_pays
from jamsostek.law.programmes import Programme

FUND: Final = "FUND"
EMPLOYER: Final = "EMPLOYER"
NOBODY: Final = "NOBODY"
PAYERS: Final = {
    Payer.INSTITUTION: FUND,
    Payer.EMPLOYER: EMPLOYER,
    Payer.NOBODY: NOBODY,
}


@dataclass(frozen=True, slots=True)
class Found:
    """What the register says of somebody, for one programme on one day.

    `lack` says why a registration does not insure, by the names of contributions.rules.cover;
    `stopped_on` is the first day no longer worked; `in_arrears` whether contributions due by then
    had not been paid.
    """

    is_insured: bool
    in_arrears: bool = False
    lack: str = ""
    stopped_on: date | None = None
    has_employer: bool = False
    is_own_account: bool = False


def cover_of(found: Found) -> Cover:
    """Give how somebody stood, in the words of the law of benefits."""
    if found.is_insured:
        return Cover.IN_ARREARS if found.in_arrears else Cover.INSURED
    if found.is_own_account:
        return Cover.NOT_COVERED
    if found.lack in _COVERS:
        return _COVERS[found.lack]
    return Cover.WORKER_NOT_REPORTED if found.has_employer else Cover.NOT_COVERED


_COVERS: Final = {
    "NOT_PAID": Cover.FIRST_UNPAID,
    "PAID_LATER": Cover.FIRST_UNPAID,
    "ENDED": Cover.STOPPED_WORKING,
    "PROGRAMME_NOT_TAKEN": Cover.EMPLOYER_NOT_JOINED,
    "SHORT_WORK": Cover.NOT_COVERED,
    "NOT_RUN": Cover.NOT_COVERED,
    "LAPSED": Cover.NOT_COVERED,
}


def payer_of(
    programme: Programme, cover: Cover, *, on: date, stopped_on: date | None = None
) -> Liability:
    """Give who owes the benefit of an event, where it is written and what is to be said of it.

    What stands on a JHT account is the member's own, whoever owes contributions. An employer that
    stands behind an occupational disease found after work is the institution's concern
    (PP 14/1993, Pasal 50): cover is asked of the last day of work there.

    Raises:
        FactsMissing: the day work stopped must be known and is not.
    """
    if programme is Programme.JHT:
        return Liability(Payer.INSTITUTION, "PP 14/1993, Pasal 24 ayat (1)")
    return who_pays(programme, cover, on=on, stopped_on=stopped_on)
