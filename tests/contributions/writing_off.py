"""Officers who give up claims in these tests, and claims given up."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from jamsostek.contributions.models import Bill, WriteOff, WriteOffItem
from jamsostek.contributions.services.write_offs import decide_write_off, propose_write_off
from jamsostek.institution.models import Role, StaffMember, User
from jamsostek.kernel.acts import Act, ActorKind
from tests.people import act, yogyakarta

WHOLE, PENALTY = WriteOffItem.Part.WHOLE, WriteOffItem.Part.PENALTY
DECEMBER = date(2011, 12, 1)


def officer(username: str, *roles: str, at_branch: bool = True) -> StaffMember:
    """An officer of the Yogyakarta branch, or of the head office."""
    user, _ = User.objects.get_or_create(username=username)
    found, _ = StaffMember.objects.get_or_create(
        user=user,
        defaults={
            "name": username,
            "staff_number": username,
            "branch": yogyakarta() if at_branch else None,
            "roles": list(roles or (Role.FINANCE_OFFICER,)),
        },
    )
    return found


def by(person: StaffMember, reason: str = "Pailit menurut putusan", day: date = DECEMBER) -> Act:
    """A deed of an officer."""
    return replace(
        act(day), actor=person.name, kind=ActorKind.HUMAN, user_id=person.user_id, reason=reason
    )


def proposed(*bills: Bill, part: str = WHOLE, day: date = DECEMBER) -> WriteOff:
    """A proposal of the first officer."""
    return propose_write_off(
        bills=bills, part=part, ground=WriteOff.Ground.BANKRUPT, act=by(officer("ani"), day=day)
    )


def written_off(*bills: Bill, part: str = WHOLE, day: date = DECEMBER) -> WriteOff:
    """A write-off that a second officer approved."""
    proposal = proposed(*bills, part=part, day=day)
    return decide_write_off(
        write_off=proposal, approve=True, act=by(officer("budi"), "Setuju", day)
    )


def fresh(bills: Iterable[Bill]) -> list[Bill]:
    """Bills as they are stored now."""
    return [Bill.objects.get(pk=bill.pk) for bill in bills]
