"""What an addendum adds to a project's bills or takes off them, and what paying late costs."""

from dataclasses import dataclass

from django.db import transaction
from django.db.models import Sum

from jamsostek.audit import services as audit
from jamsostek.contributions.models import Bill, BillReduction, ProjectTerm
from jamsostek.contributions.queries.projects import dues_of_version, late_terms
from jamsostek.contributions.rules.dues import due_date
from jamsostek.contributions.rules.penalties import charged
from jamsostek.contributions.rules.postings import bill_lines
from jamsostek.contributions.rules.project_terms import OpenTerm, Reduced, reductions
from jamsostek.contributions.services.bills import Uncharged, charge, next_codes
from jamsostek.contributions.services.projects import of_programmes
from jamsostek.contributions.services.receipts import hold_with_tied, lower_bills
from jamsostek.kernel.acts import Act
from jamsostek.kernel.months import Month
from jamsostek.ledger import services as ledger
from jamsostek.ledger.services import again_after_deadlock
from jamsostek.membership.models import Project, ProjectVersion
from jamsostek.membership.services import hold_project


@dataclass(frozen=True, slots=True)
class AddendumBilled:
    """What an addendum came to: a further bill, or less on those there are; or nothing."""

    bill: Bill | None
    reductions: tuple[BillReduction, ...]


@again_after_deadlock
@transaction.atomic
def bill_addendum(*, version: ProjectVersion, act: Act) -> AddendumBilled:
    """Bill what an addendum adds to a project's dues, or take off its bills what it lessens.

    Only the difference to the version before counts, by the tariff of the registration, so the
    bills together always ask for the dues of the newest version. What is taken off a paid bill
    waits on it as paid too much. A repeat changes nothing and gives what was done then.

    Raises:
        NotBilledYet: the version before was not billed.
        NoAddendum: it is the contract itself.
    """
    project = hold_project(version.project)
    if version.version == 0:
        msg = f"Version 0 of {project.number} is the contract."
        raise NoAddendum(msg)
    if (done := _done(version)) is not None:
        return done
    before = ProjectVersion.objects.get(project=project, version=version.version - 1)
    _must_be_billed(before, project)
    old, new = dues_of_version(before, project), dues_of_version(version, project)
    jkk, jkm = new.jkk - old.jkk, new.jkm - old.jkm
    bill = _bill_more(version, project, max(jkk, 0), max(jkm, 0), act)
    lowered = _take_off(version, project, max(-jkk, 0), max(-jkm, 0), act)
    audit.record(
        act=act,
        action="bill_addendum",
        subject_type="project",
        subject_id=project.pk,
        detail={"version": version.version, "jkk": jkk, "jkm": jkm},
    )
    return AddendumBilled(bill, lowered)


class NotBilledYet(ValueError):
    """An addendum to a contract that was not billed."""


class NoAddendum(ValueError):
    """A contract itself, taken for an addendum."""


def _done(version: ProjectVersion) -> AddendumBilled | None:
    bill = Bill.objects.filter(project_term__version=version).first()
    lowered = tuple(BillReduction.objects.filter(version=version).order_by("pk"))
    return AddendumBilled(bill, lowered) if bill or lowered else None


def _must_be_billed(before: ProjectVersion, project: Project) -> None:
    """Refuse where the bills do not ask for what the version before owes."""
    asked = Bill.objects.filter(project=project).aggregate(
        jkk=Sum("jkk", default=0), jkm=Sum("jkm", default=0)
    )
    owed = dues_of_version(before, project)
    if (asked["jkk"], asked["jkm"]) != (owed.jkk, owed.jkm):
        msg = (
            f"Version {before.version} of {project.number} is not billed: {asked} of {owed.total}."
        )
        raise NotBilledYet(msg)


def _bill_more(
    version: ProjectVersion, project: Project, jkk: int, jkm: int, act: Act
) -> Bill | None:
    """Bill a difference; it is due as contributions of the month are (PP 14/1993, Pasal 10)."""
    if not (jkk or jkm):
        return None
    bill = _extra_bill(project, act, jkk=jkk, jkm=jkm)
    ProjectTerm.objects.create(bill=bill, version=version, term=1, terms=1)
    text = f"Tagihan proyek {project.number} adendum {version.version}"
    _post(f"BILL:{bill.code}", text, bill_lines(of_programmes(jkk, jkm), 0), act)
    return bill


def _extra_bill(
    project: Project, act: Act, *, jkk: int = 0, jkm: int = 0, penalty: int = 0
) -> Bill:
    month = Month.of(act.day)
    return Bill.objects.create(
        kind=Bill.Kind.PROJECT,
        branch_id=project.branch_id,
        project=project,
        month=month.first_day,
        code=next_codes(1)[0],
        issued_on=act.day,
        due_date=due_date(month),
        jht=0,
        jkk=jkk,
        jkm=jkm,
        jpk=0,
        contributions=jkk + jkm,
        penalty=penalty,
        amount=jkk + jkm + penalty,
    )


def _post(key: str, text: str, lines: list[tuple[int, int]], act: Act) -> int:
    posting = ledger.Posting(key=key, kind="BILL", day=act.day, text=text, lines=lines)
    return ledger.post(posting=posting, act=act).pk


def _take_off(
    version: ProjectVersion, project: Project, jkk: int, jkm: int, act: Act
) -> tuple[BillReduction, ...]:
    """Take a difference off the project's bills, each by an entry that names the bill."""
    if not (jkk or jkm):
        return ()
    of_project = Bill.objects.filter(project=project).values_list("pk", flat=True)
    held = hold_with_tied(list(of_project))
    bills = {bill.pk: bill for bill in held if bill.project_id == project.pk}
    spread = reductions(
        [
            OpenTerm(b.pk, b.due_date, b.jkk, b.jkm, min(b.jkk + b.jkm, max(0, _missing(b))))
            for b in bills.values()
        ],
        jkk=jkk,
        jkm=jkm,
    )
    lowered = [_reduction(bills[part.bill_id], part, version, act) for part in spread]
    lower_bills(reductions=lowered, act=act)
    return tuple(lowered)


def _missing(bill: Bill) -> int:
    return bill.amount - bill.received


def _reduction(bill: Bill, part: Reduced, version: ProjectVersion, act: Act) -> BillReduction:
    lines = [
        (account, -amount) for account, amount in bill_lines(of_programmes(part.jkk, part.jkm), 0)
    ]
    text = f"Pengurangan tagihan {bill.code} oleh adendum {version.version}"
    entry_id = _post(f"BILL:{bill.code}:{version.pk}", text, lines, act)
    return BillReduction(
        bill=bill,
        version=version,
        jkk=part.jkk,
        jkm=part.jkm,
        entry_id=entry_id,
        made_at=act.at,
        made_by=act.actor,
    )


@transaction.atomic
def charge_late_terms(*, project: Project, act: Act) -> Bill | None:
    """Bill the penalties of terms that were paid late and are not charged yet, if there are any.

    Two percent a month of what was late, from the day the term was due (PP 14/1993, Pasal 10
    ayat (3)). A project has no next month's bill to take them in, so they have one of their own.
    """
    hold_project(project)
    already = dict(
        Bill.objects.filter(project=project)
        .annotate(charged=Sum("penalties__amount", default=0))
        .values_list("pk", "charged")
    )
    uncharged = [
        Uncharged(late.bill, late.covered_on, late.penalty, amount)
        for late in late_terms(project, act.day)
        if late.covered_on and (amount := late.penalty.amount - already[late.bill.pk])
    ]
    penalty = charged((late.amount for late in uncharged), 0)
    if not penalty:
        return None
    bill = _extra_bill(project, act, penalty=penalty)
    charge(bill, uncharged, penalty)
    _post(f"BILL:{bill.code}", f"Denda proyek {project.number}", bill_lines({}, penalty), act)
    audit.record(
        act=act,
        action="charge_late_terms",
        subject_type="project",
        subject_id=project.pk,
        detail={"bill": bill.code, "penalty": penalty},
    )
    return bill
