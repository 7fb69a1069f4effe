"""Wage files that were sent off: declared, or kept with the reason why not for the page."""

from collections.abc import Mapping
from typing import Final

from jamsostek.contributions.imports.codes import NotFiled
from jamsostek.contributions.models import Declaration, WageFile
from jamsostek.contributions.queries.terms import NotAMember
from jamsostek.contributions.queries.wage_files import NOT_FILED, NotRead
from jamsostek.contributions.services.declarations import (
    AlreadyDeclared,
    MonthAhead,
    NotEmployed,
    NothingDeclared,
)
from jamsostek.contributions.services.wage_files import file_wage_file
from jamsostek.kernel.acts import Act
from jamsostek.law.reader import LawGap
from jamsostek.law.wages import WageOutOfRange
from jamsostek.membership.queries.employers import NoRiskGroup
from jamsostek.membership.services.workers import NotEmployedThere

REASONS: Final[Mapping[type[Exception], NotFiled]] = {
    AlreadyDeclared: NotFiled.ALREADY_DECLARED,
    MonthAhead: NotFiled.MONTH_AHEAD,
    NothingDeclared: NotFiled.NOTHING_ACCEPTED,
    NotRead: NotFiled.NOT_READ,
    NotAMember: NotFiled.NOT_A_MEMBER,
    NoRiskGroup: NotFiled.NO_RISK_GROUP,
    LawGap: NotFiled.NO_LAW,
    NotEmployed: NotFiled.REGISTER_CHANGED,
    NotEmployedThere: NotFiled.REGISTER_CHANGED,
    WageOutOfRange: NotFiled.WAGE_OUT_OF_RANGE,
}
"""Every fact by which `file_wage_file` refuses; none goes away by trying again."""


def file_or_say_why(*, wage_file: WageFile, end_leavers: bool, act: Act) -> Declaration | None:
    """Declare a file that was sent off, or keep with it what stands against that.

    Reading the file again forgets the reason.
    """
    try:
        return file_wage_file(wage_file=wage_file, end_leavers=end_leavers, act=act)
    except tuple(REASONS) as fact:
        why = next(code for kind, code in REASONS.items() if isinstance(fact, kind))
    summary = wage_file.summary | {NOT_FILED: why.value}
    WageFile.objects.filter(pk=wage_file.pk).exclude(state=WageFile.State.FILED).update(
        summary=summary
    )
    return None
