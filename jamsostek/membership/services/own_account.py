"""Groups of own-account workers, their terms, where they belong, and the end."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import connection, transaction

from jamsostek.audit import services as audit
from jamsostek.institution.models import Branch, User
from jamsostek.kernel.acts import Act
from jamsostek.kernel.months import Month
from jamsostek.membership.matching import name_key
from jamsostek.membership.models import (
    GroupUser,
    InsuredPerson,
    MemberUser,
    OwnAccountCover,
    OwnAccountGroup,
    OwnAccountProtection,
    OwnAccountTerms,
)
from jamsostek.membership.rules.own_account import Fault, base_fault, programmes_fault


@dataclass(frozen=True, slots=True, kw_only=True)
class NewGroup:
    """What is written about a group (wadah) when it is registered."""

    name: str
    branch: Branch
    collector: str
    from_date: date
    phone: str = ""
    address: str = ""


def register_group(*, new: NewGroup, act: Act) -> OwnAccountGroup:
    """Register a group, whose collector brings in members and pays for them.

    Raises:
        IncompleteGroup: the name or the collector is missing.
    """
    return register_groups(new=[new], act=act)[0]


@transaction.atomic
def register_groups(*, new: Sequence[NewGroup], act: Act) -> list[OwnAccountGroup]:
    """Register many groups at once, in the order given.

    Raises:
        IncompleteGroup: a name or a collector is missing.
    """
    for one in new:
        if not one.name.strip() or not one.collector.strip():
            raise IncompleteGroup("A group needs a name, and somebody who collects for it.")
    groups = OwnAccountGroup.objects.bulk_create(
        OwnAccountGroup(
            number=number,
            name=one.name.strip(),
            name_key=name_key(one.name),
            branch=one.branch,
            collector=one.collector.strip(),
            phone=one.phone,
            address=one.address,
            from_date=one.from_date,
            registered_at=act.at,
        )
        for one, number in zip(new, _next_numbers(len(new)), strict=True)
    )
    single = groups[0] if len(groups) == 1 else None
    audit.record(
        act=act,
        action="register_groups",
        subject_type="group",
        subject_id=single.pk if single else None,
        detail={"number": single.number} if single else {"count": len(groups)},
    )
    return groups


class IncompleteGroup(ValueError):
    """A group without a name or a collector."""


@transaction.atomic
def change_terms(
    *,
    cover: OwnAccountCover,
    base: int,
    programmes: Collection[str],
    from_month: Month,
    act: Act,
    jht_rate: int = 0,
) -> OwnAccountTerms:
    """Let an own-account worker have another base or other programmes from a month on.

    Bills made before keep what they say; the next one goes by the new terms.

    Raises:
        TermsRefused: the base or the programmes cannot be; with the fault.
        TermsUnchanged: those terms hold in the month already.
        MonthPaidAlready: the month has passed, or days of it or later ones are paid for.
        CoverEnded: the worker no longer takes part.
    """
    held = hold_cover(cover)
    fault = base_fault(base, place=held.regency_code, month=from_month) or programmes_fault(
        programmes, jht_rate, from_month
    )
    if fault:
        raise TermsRefused(fault)
    paid = OwnAccountProtection.objects.filter(
        cover=held, withdrawn_at=None, until_date__gt=from_month.first_day
    )
    if from_month < Month.of(act.day) or paid.exists():
        raise MonthPaidAlready(f"{from_month} has passed or is paid for; change a later month.")
    now = terms_in(held, from_month)
    if now and (now.base, set(now.programmes), now.jht_rate) == (base, set(programmes), jht_rate):
        raise TermsUnchanged(f"These terms hold in {from_month} already.")
    terms = OwnAccountTerms.objects.create(
        cover=held,
        from_month=from_month.first_day,
        base=base,
        programmes=sorted(programmes),
        jht_rate=jht_rate,
        recorded_at=act.at,
    )
    _record(act, "change_terms", held, f"from {from_month}")
    return terms


def terms_in(cover: OwnAccountCover, month: Month) -> OwnAccountTerms | None:
    """Give the terms that hold in a month: the newest of those begun by then."""
    begun = cover.terms.filter(from_month__lte=month.first_day)
    return begun.order_by("-from_month", "-pk").first()


class TermsRefused(ValueError):
    """Terms that cannot be, with the fault."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(str(fault))
        self.fault = fault


class TermsUnchanged(ValueError):
    """Terms that hold already."""


class MonthPaidAlready(ValueError):
    """Terms for a month that has passed or is paid for."""


class CoverEnded(ValueError):
    """Something asked of somebody who no longer takes part."""


@transaction.atomic
def move_to_group(
    *, cover: OwnAccountCover, group: OwnAccountGroup | None, act: Act
) -> OwnAccountCover:
    """Let an own-account worker join a group of the same branch, or leave for none.

    Open bills stay with who was to pay them.

    Raises:
        CoverEnded: the worker no longer takes part.
        OtherGroup: the group has ended, belongs to another branch, or is the present one.
    """
    held = hold_cover(cover)
    if group is not None:
        group = OwnAccountGroup.objects.select_for_update(no_key=True).get(pk=group.pk)
        if group.until_date is not None or group.branch_id != held.branch_id:
            raise OtherGroup(f"{group.number} has ended or belongs to another branch.")
    if held.group_id == (group.pk if group else None):
        raise OtherGroup("The worker is there already.")
    held.group = group
    held.save(update_fields=["group"])
    _record(act, "move_to_group", held, group.number if group else "none")
    return held


class OtherGroup(ValueError):
    """A group that somebody cannot be moved to."""


@transaction.atomic
def end_cover(
    *, cover: OwnAccountCover, until_date: date, reason: str, act: Act
) -> OwnAccountCover:
    """End somebody's taking part from a day on, which is the first one out.

    Days paid for stay insured to their end; nothing more is billed.

    Raises:
        CoverEnded: it has ended already.
        EndsBefore: it would end before it begins.
    """
    held = hold_cover(cover)
    if until_date <= held.from_date:
        raise EndsBefore(f"The cover began on {held.from_date}.")
    held.until_date = until_date
    held.end_reason = reason
    held.save(update_fields=["until_date", "end_reason"])
    _record(act, "end_cover", held, f"{until_date}: {reason}")
    return held


class EndsBefore(ValueError):
    """An end before the beginning."""


@transaction.atomic
def end_group(*, group: OwnAccountGroup, until_date: date, act: Act) -> OwnAccountGroup:
    """End a group without members from a day on.

    Raises:
        GroupHasMembers: some still take part through it.
        EndsBefore: it would end before it begins.
    """
    held = OwnAccountGroup.objects.select_for_update(no_key=True).get(pk=group.pk)
    if left := held.covers.filter(until_date=None).count():
        raise GroupHasMembers(f"{left} members still take part through {held.number}.")
    if until_date <= held.from_date:
        raise EndsBefore(f"The group began on {held.from_date}.")
    held.until_date = until_date
    held.save(update_fields=["until_date"])
    audit.record(act=act, action="end_group", subject_type="group", subject_id=held.pk)
    return held


class GroupHasMembers(ValueError):
    """A group that would end while members take part through it."""


@transaction.atomic
def let_collector_sign_in(*, user: User, name: str, group: OwnAccountGroup, act: Act) -> GroupUser:
    """Let a user act for one group on its pages."""
    made = GroupUser.objects.create(user=user, group=group, name=name)
    audit.record(
        act=act,
        action="let_collector_sign_in",
        subject_type="group",
        subject_id=group.pk,
        detail={"username": user.username},
    )
    return made


@transaction.atomic
def let_member_sign_in(*, user: User, person: InsuredPerson, act: Act) -> MemberUser:
    """Let a user see and act for the member it is.

    Raises:
        SignsInAlready: the member has a sign-in.
    """
    if MemberUser.objects.filter(person=person).exists():
        raise SignsInAlready(f"{person.kpj} has a sign-in already.")
    made = MemberUser.objects.create(user=user, person=person)
    audit.record(
        act=act,
        action="let_member_sign_in",
        subject_type="person",
        subject_id=person.pk,
        detail={"username": user.username},
    )
    return made


class SignsInAlready(ValueError):
    """A second sign-in of one member."""


def hold_cover(cover: OwnAccountCover) -> OwnAccountCover:
    """Hold a cover until the transaction ends, and give it as it is now.

    Raises:
        CoverEnded: the worker no longer takes part.
    """
    held = OwnAccountCover.objects.select_for_update(no_key=True).get(pk=cover.pk)
    if held.until_date is not None:
        raise CoverEnded(f"The cover ended on {held.until_date}.")
    return held


def _next_numbers(count: int) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT 'WD' || lpad(nextval('membership_group_seq')::text, 6, '0')"
            " FROM generate_series(1, %s)",
            [count],
        )
        return [row[0] for row in cursor.fetchall()]


def _record(act: Act, action: str, cover: OwnAccountCover, what: str) -> None:
    audit.record(
        act=act,
        action=action,
        subject_type="own_account",
        subject_id=cover.pk,
        detail={"person": cover.person_id, "what": what},
    )
