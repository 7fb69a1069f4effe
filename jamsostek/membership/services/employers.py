"""Registering employers and what they take part in."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db import connection, transaction

from jamsostek.audit import services as audit
from jamsostek.institution.models import Branch, User
from jamsostek.kernel.acts import Act
from jamsostek.law.programmes import Programme
from jamsostek.membership.matching import name_key
from jamsostek.membership.models import (
    Employer,
    EmployerKind,
    EmployerUser,
    ProgrammeEnrolment,
    RiskGroupDecision,
)

COMPULSORY = frozenset({Programme.JHT, Programme.JKK, Programme.JKM})
"""An employer that has to join takes part in these three; JPK alone may be left out
(PP 14/1993, Pasal 2 ayat (4))."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewEmployer:
    """What an employer's registration form says."""

    name: str
    kind: EmployerKind
    industry: str
    risk_group: int
    risk_reason: str
    branch: Branch
    from_date: date
    programmes: frozenset[Programme] = field(default=COMPULSORY)
    address: str = ""
    regency_code: str = ""
    npwp: str = ""
    phone: str = ""
    email: str = ""
    npp: str = ""


def register_employer(*, new: NewEmployer, act: Act) -> Employer:
    """Register one employer with its programmes and risk group.

    Raises:
        IncompleteEmployer: a name is missing, or a programme every employer must take.
    """
    return register_employers(new=[new], act=act)[0]


@transaction.atomic
def register_employers(*, new: Sequence[NewEmployer], act: Act) -> list[Employer]:
    """Register employers, all or none, each under a number of its own."""
    for one in new:
        _check_complete(one)
    numbers = iter(_next_npps(sum(not one.npp for one in new)))
    employers = Employer.objects.bulk_create(
        [_employer(one, one.npp or next(numbers), act) for one in new]
    )
    together = list(zip(employers, new, strict=True))
    RiskGroupDecision.objects.bulk_create(
        RiskGroupDecision(
            employer=employer,
            risk_group=one.risk_group,
            from_date=one.from_date,
            reason=one.risk_reason,
            decided_by=act.actor,
            decided_at=act.at,
        )
        for employer, one in together
    )
    ProgrammeEnrolment.objects.bulk_create(
        ProgrammeEnrolment(employer=employer, programme=programme.value, from_date=one.from_date)
        for employer, one in together
        for programme in sorted(one.programmes)
    )
    single = employers[0] if len(employers) == 1 else None
    audit.record(
        act=act,
        action="register_employer" if single else "register_employers",
        subject_type="employer",
        subject_id=single.pk if single else None,
        detail={"npp": single.npp} if single else {"count": len(employers)},
    )
    return employers


def _check_complete(new: NewEmployer) -> None:
    missing = COMPULSORY - new.programmes
    if not new.name.strip():
        msg = "An employer needs a name."
        raise IncompleteEmployer(msg)
    if missing:
        msg = f"{', '.join(sorted(missing))} cannot be left out; only JPK can."
        raise IncompleteEmployer(msg)


def _employer(new: NewEmployer, npp: str, act: Act) -> Employer:
    return Employer(
        npp=npp,
        name=new.name.strip(),
        name_key=name_key(new.name),
        kind=new.kind,
        industry=new.industry,
        branch=new.branch,
        address=new.address,
        regency_code=new.regency_code,
        npwp=new.npwp,
        phone=new.phone,
        email=new.email,
        from_date=new.from_date,
        registered_at=act.at,
    )


def _next_npps(count: int) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT 'JJ' || lpad(nextval('membership_npp_seq')::text, 6, '0')"
            " FROM generate_series(1, %s)",
            [count],
        )
        return [row[0] for row in cursor.fetchall()]


class IncompleteEmployer(ValueError):
    """A registration that lacks a name or a compulsory programme."""


@transaction.atomic
def decide_risk_group(
    *, employer: Employer, risk_group: int, from_date: date, reason: str, act: Act
) -> RiskGroupDecision:
    """Decide the JKK risk group of an employer from a day on.

    Raises:
        AlreadyDecided: a decision from that very day on stands.
    """
    hold_employer(employer)
    if employer.risk_groups.filter(from_date=from_date).exists():
        msg = f"The risk group of {employer.npp} from {from_date} on is already decided."
        raise AlreadyDecided(msg)
    decision = RiskGroupDecision.objects.create(
        employer=employer,
        risk_group=risk_group,
        from_date=from_date,
        reason=reason,
        decided_by=act.actor,
        decided_at=act.at,
    )
    audit.record(
        act=act,
        action="decide_risk_group",
        subject_type="employer",
        subject_id=employer.pk,
        detail={"risk_group": risk_group, "from": str(from_date)},
    )
    return decision


class AlreadyDecided(ValueError):
    """A second decision on a risk group from one day on."""


@transaction.atomic
def change_programme(
    *, employer: Employer, programme: Programme, takes_part: bool, from_date: date, act: Act
) -> ProgrammeEnrolment:
    """Let an employer begin or leave a programme; only JPK can be left while it is a member.

    Raises:
        IncompleteEmployer: a compulsory programme would end.
        NoChange: the employer already does, or does not, take part on that day.
        MembershipEnded: a programme would begin in a membership that has an end.
    """
    if not takes_part and programme in COMPULSORY:
        msg = f"{programme} cannot be left out; only JPK can."
        raise IncompleteEmployer(msg)
    ended_on = hold_employer(employer).until_date
    open_one = employer.programmes.filter(programme=programme, until_date=None).first()
    if (open_one is not None) == takes_part:
        msg = f"{employer.npp} already stands so with {programme}."
        raise NoChange(msg)
    if employer.programmes.filter(programme=programme, until_date__gt=from_date).exists():
        msg = f"{employer.npp} took part in {programme} until a day after {from_date}."
        raise NoChange(msg)
    if ended_on is not None:
        msg = f"The membership of {employer.npp} ended on {ended_on}; {programme} cannot begin."
        raise MembershipEnded(msg)
    if open_one is None:
        open_one = ProgrammeEnrolment.objects.create(
            employer=employer, programme=programme.value, from_date=from_date
        )
    else:
        open_one.until_date = from_date
        open_one.save(update_fields=["until_date"])
    audit.record(
        act=act,
        action="change_programme",
        subject_type="employer",
        subject_id=employer.pk,
        detail={"programme": programme.value, "takes_part": takes_part, "from": str(from_date)},
    )
    return open_one


class NoChange(ValueError):
    """A change to what already is."""


class MembershipEnded(ValueError):
    """A programme that would begin in a membership that has an end."""


@transaction.atomic
def end_membership(*, employer: Employer, until_date: date, act: Act) -> Employer:
    """End an employer's membership; its employments must have ended before.

    Months declared after the end are not known here: who calls holds the employer first
    (`hold_employer`) and looks.

    Raises:
        AlreadyLeft: the membership has an end.
        StillEmploys: somebody is employed there on that day or later.
    """
    if hold_employer(employer).until_date is not None:
        msg = f"The membership of {employer.npp} has already ended."
        raise AlreadyLeft(msg)
    still = _employments_after(employer, until_date)
    if still:
        msg = f"{still} workers of {employer.npp} work on {until_date} or later; end that first."
        raise StillEmploys(msg)
    employer.until_date = until_date
    employer.save(update_fields=["until_date"])
    employer.programmes.filter(until_date=None).update(until_date=until_date)
    audit.record(act=act, action="end_membership", subject_type="employer", subject_id=employer.pk)
    return employer


@transaction.atomic
def let_sign_in(*, user: User, name: str, employer: Employer, act: Act) -> EmployerUser:
    """Let a user act for one employer in its portal."""
    made = EmployerUser.objects.create(user=user, employer=employer, name=name)
    audit.record(
        act=act,
        action="let_employer_sign_in",
        subject_type="employer",
        subject_id=employer.pk,
        detail={"username": user.username},
    )
    return made


def hold_employer(employer: Employer) -> Employer:
    """Hold an employer until the transaction ends, so that changes of it follow each other.

    Gives it as it is now. A declaration of a month holds it too.
    """
    return Employer.objects.select_for_update(no_key=True).get(pk=employer.pk)


def _employments_after(employer: Employer, day: date) -> int:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM membership_employment"
            " WHERE employer_id = %s AND (until_date IS NULL OR until_date > %s)",
            [employer.pk, day],
        )
        count: int = cursor.fetchone()[0]
        return count


class StillEmploys(ValueError):
    """An employer that would leave while workers are employed."""


class AlreadyLeft(ValueError):
    """A second end of one membership."""
