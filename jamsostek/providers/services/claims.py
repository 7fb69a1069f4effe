"""A provider's claims: sent and checked by rule, then by an officer, then decided by another."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from django.db import IntegrityError, connection, transaction

from jamsostek.audit import services as audit
from jamsostek.kernel.acts import Act
from jamsostek.ledger.services import again_after_deadlock
from jamsostek.providers.models import (
    Provider,
    ProviderClaim,
    ProviderClaimLine,
    ProviderClaimStep,
)
from jamsostek.providers.queries.checking import CheckedLine, NewLine, check_lines
from jamsostek.providers.rules.claims import may_follow
from jamsostek.providers.services.postings import Owed, owe

LINES_MAX: Final = 5_000
State = ProviderClaim.State


@dataclass(frozen=True, slots=True)
class NewClaim:
    """A claim as a provider sends it, under the provider's own invoice number."""

    provider: Provider
    reference: str
    lines: tuple[NewLine, ...]


@dataclass(frozen=True, slots=True)
class LineAward:
    """What an officer awards of a line, and why where it is not what the checks allow."""

    amount: int
    note: str = ""


@again_after_deadlock
@transaction.atomic
def submit_claims(*, claims: Sequence[NewClaim], act: Act) -> list[ProviderClaim]:
    """Take claims in, all or none, each line checked with its reasons; give them in their order.

    Raises:
        NothingClaimed: a claim has no lines, too many, or a line of nothing.
        InvoiceKnown: a provider sent an invoice of this number before.
    """
    for new in claims:
        _must_claim(new)
    providers = sorted({new.provider.pk for new in claims})
    list(Provider.objects.select_for_update(no_key=True).filter(pk__in=providers).order_by("pk"))
    checked = _checked(claims, act)
    rows = [_row(new, code, act) for new, code in zip(claims, _codes(len(claims)), strict=True)]
    try:
        with transaction.atomic():
            ProviderClaim.objects.bulk_create(rows)
    except IntegrityError as error:
        raise InvoiceKnown("An invoice of this number was sent before.") from error
    ProviderClaimLine.objects.bulk_create(
        [
            _line(claim, number, line)
            for claim, lines in zip(rows, checked, strict=True)
            for number, line in enumerate(lines, 1)
        ],
        batch_size=2_000,
    )
    _step(rows, State.SUBMITTED, "", act)
    return rows


@again_after_deadlock
@transaction.atomic
def check_claims(
    *,
    claims: Sequence[ProviderClaim],
    act: Act,
    awards: Mapping[int, LineAward] | None = None,
    reason: str = "",
) -> list[ProviderClaim]:
    """Check claims as an officer: each line gets what the rules allow, or another amount and why.

    `awards` are by the line's own number in the database.

    Raises:
        NotNow: a claim is not waiting to be checked.
        NotAPerson: the system checks.
        MoreThanClaimed: an award is above what the line claims, or below nothing.
        NoteMissing: an award differs from what the rules allow and nobody says why.
        PaidBefore: the same service of the same patient and day is awarded already.
    """
    user_id = _user_of(act)
    held = _hold(claims, State.CHECKED)
    lines = list(ProviderClaimLine.objects.filter(claim__in=held).order_by("claim_id", "number"))
    for line in lines:
        _award(line, (awards or {}).get(line.pk))
    totals = dict.fromkeys((claim.pk for claim in held), 0)
    for line in lines:
        totals[line.claim_id] += line.awarded
    try:
        with transaction.atomic():
            ProviderClaimLine.objects.bulk_update(lines, ["awarded", "note"], batch_size=1_000)
    except IntegrityError as error:
        raise PaidBefore("A service of a patient and day is awarded already.") from error
    for claim in held:
        claim.state, claim.checker_id, claim.awarded = State.CHECKED, user_id, totals[claim.pk]
    ProviderClaim.objects.bulk_update(held, ["state", "checker", "awarded"])
    _step(held, State.CHECKED, reason, act)
    return held


@again_after_deadlock
@transaction.atomic
def approve_claims(
    *, claims: Sequence[ProviderClaim], act: Act, reason: str = ""
) -> list[ProviderClaim]:
    """Approve checked claims as a second officer: they are booked and their payments ordered.

    Raises:
        NotNow: a claim is not waiting for approval; another officer may have been faster.
        SamePerson: who checked it approves it.
        NotAPerson: the system approves.
        NothingAwarded: nothing of a claim is awarded; it is rejected instead.
    """
    user_id = _user_of(act)
    held = _hold(claims, State.APPROVED)
    for claim in held:
        if claim.checker_id == user_id:
            raise SamePerson("Who checked a claim does not approve it.")
        if not claim.awarded:
            raise NothingAwarded(f"Nothing of {claim.code} is awarded.")
        claim.state, claim.decider_id = State.APPROVED, user_id
    ProviderClaim.objects.bulk_update(held, ["state", "decider"])
    owe(owed=[_owed(claim) for claim in held], act=act)
    _step(held, State.APPROVED, reason, act)
    return held


@again_after_deadlock
@transaction.atomic
def reject_claim(*, claim: ProviderClaim, reason: str, act: Act) -> ProviderClaim:
    """Reject a checked claim as a second officer; its invoice can be sent anew.

    Raises:
        NotNow, SamePerson, NotAPerson: as for an approval.
        ReasonMissing: nobody says why.
    """
    user_id = _user_of(act)
    _must_say(reason)
    (held,) = _hold([claim], State.REJECTED)
    if held.checker_id == user_id:
        raise SamePerson("Who checked a claim does not reject it.")
    held.state, held.decider_id, held.awarded = State.REJECTED, user_id, 0
    held.save(update_fields=["state", "decider", "awarded"])
    ProviderClaimLine.objects.filter(claim=held).update(awarded=0)
    _step([held], State.REJECTED, reason, act)
    return held


@again_after_deadlock
@transaction.atomic
def send_back(*, claim: ProviderClaim, reason: str, act: Act) -> ProviderClaim:
    """Send a checked claim back to be checked once more.

    Raises:
        NotNow, NotAPerson: it is not waiting for approval, or nobody sends it.
        ReasonMissing: nobody says why.
    """
    _user_of(act)
    _must_say(reason)
    (held,) = _hold([claim], State.SUBMITTED)
    held.state, held.checker, held.awarded = State.SUBMITTED, None, 0
    held.save(update_fields=["state", "checker", "awarded"])
    ProviderClaimLine.objects.filter(claim=held).update(awarded=0, note="")
    _step([held], State.SUBMITTED, reason, act)
    return held


@again_after_deadlock
@transaction.atomic
def withdraw_claim(*, claim: ProviderClaim, act: Act) -> ProviderClaim:
    """Withdraw a claim that nobody has checked; its invoice can be sent anew.

    Raises:
        NotNow: an officer has checked it.
    """
    (held,) = _hold([claim], State.WITHDRAWN)
    held.state = State.WITHDRAWN
    held.save(update_fields=["state"])
    _step([held], State.WITHDRAWN, act.reason, act)
    return held


class NothingClaimed(ValueError):
    """A claim without lines, with too many, or with a line of nothing."""


class InvoiceKnown(ValueError):
    """A second claim under one invoice number of a provider."""


class NotNow(ValueError):
    """A step that a claim in its state does not take."""


class SamePerson(ValueError):
    """A claim decided by who checked it."""


class NotAPerson(ValueError):
    """A step that only a person takes."""


class MoreThanClaimed(ValueError):
    """An award above what a line claims."""


class NoteMissing(ValueError):
    """Another amount than the rules allow, without a word why; `line` is the line's number."""

    def __init__(self, line: int) -> None:
        super().__init__(f"Line {line} differs from what the rules allow, and nobody says why.")
        self.line = line


class PaidBefore(ValueError):
    """A service awarded twice."""


class NothingAwarded(ValueError):
    """An approval of nothing."""


class ReasonMissing(ValueError):
    """A decision without a reason."""


def _must_claim(new: NewClaim) -> None:
    if not new.reference.strip() or not 0 < len(new.lines) <= LINES_MAX:
        raise NothingClaimed(f"A claim has a number and 1 to {LINES_MAX} lines.")
    if any(line.quantity <= 0 or line.price <= 0 for line in new.lines):
        raise NothingClaimed("A line has a quantity and a price above nothing.")


def _checked(claims: Sequence[NewClaim], act: Act) -> list[list[CheckedLine]]:
    """Check the lines of every claim, those of one provider together."""
    found: dict[int, list[CheckedLine]] = {}
    for provider in {new.provider.pk: new.provider for new in claims}.values():
        own = [place for place, new in enumerate(claims) if new.provider.pk == provider.pk]
        lines = [line for place in own for line in claims[place].lines]
        checked = iter(check_lines(provider, lines, act.day))
        for place in own:
            found[place] = [next(checked) for _ in claims[place].lines]
    return [found[place] for place in range(len(claims))]


def _codes(count: int) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT 'KP' || lpad(nextval('providers_claim_code_seq')::text, 8, '0')"
            " FROM generate_series(1, %s)",
            [count],
        )
        return [str(code) for (code,) in cursor.fetchall()]


def _row(new: NewClaim, code: str, act: Act) -> ProviderClaim:
    return ProviderClaim(
        code=code,
        provider=new.provider,
        branch_id=new.provider.branch_id,
        reference=new.reference.strip(),
        claimed=sum(line.quantity * line.price for line in new.lines),
        submitted_at=act.at,
        submitted_by=act.actor,
    )


def _line(claim: ProviderClaim, number: int, found: CheckedLine) -> ProviderClaimLine:
    line, checked = found.line, found.checked
    return ProviderClaimLine(
        claim=claim,
        number=number,
        provider_id=claim.provider_id,
        kpj=line.kpj[:20],
        patient_name=line.patient[:120],
        code=line.code[:20],
        day=line.day,
        quantity=line.quantity,
        price=line.price,
        guarantee_number=line.guarantee[:60],
        claimed=line.quantity * line.price,
        person=found.person,
        dependant=found.dependant,
        tariff=found.tariff,
        guarantee=found.guarantee,
        found=checked.amount,
        allowed=checked.quantity,
        reasons=[reason.value for reason in checked.reasons],
    )


def _award(line: ProviderClaimLine, award: LineAward | None) -> None:
    line.awarded, line.note = line.found, ""
    if award is None or award.amount == line.found:
        return
    if not 0 <= award.amount <= line.claimed:
        raise MoreThanClaimed(f"Line {line.number} claims {line.claimed}, not {award.amount}.")
    if not award.note.strip():
        raise NoteMissing(line.number)
    if award.amount and (line.person_id is None or line.tariff_id is None):
        raise MoreThanClaimed(f"Line {line.number} is of nobody or nothing that is known.")
    line.awarded, line.note = award.amount, award.note.strip()[:300]


def _hold(claims: Sequence[ProviderClaim], following: str) -> list[ProviderClaim]:
    """Lock claims as they are now, for a step that each may take."""
    rows = ProviderClaim.objects.select_for_update(no_key=True, of=("self",))
    held = list(rows.filter(pk__in=[claim.pk for claim in claims]).order_by("pk"))
    for claim in held:
        if not may_follow(claim.state, following):
            raise NotNow(f"{claim.code} is {claim.state} and does not become {following}.")
    return held


def _owed(claim: ProviderClaim) -> Owed:
    return Owed(
        provider=claim.provider,
        amount=claim.awarded,
        key=f"PROVIDER:{claim.code}",
        text=f"Klaim {claim.code} {claim.provider.code}",
        claim=claim,
    )


def _user_of(act: Act) -> int:
    if act.user_id is None:
        raise NotAPerson("People check and decide claims; the system does not.")
    return act.user_id


def _must_say(reason: str) -> None:
    if not reason.strip():
        raise ReasonMissing("A decision says why.")


def _step(claims: Sequence[ProviderClaim], state: str, reason: str, act: Act) -> None:
    if not claims:
        return
    ProviderClaimStep.objects.bulk_create(
        ProviderClaimStep(
            claim=claim,
            state=state,
            made_at=act.at,
            made_by=act.actor,
            user_id=act.user_id,
            reason=reason.strip(),
        )
        for claim in claims
    )
    one = claims[0] if len(claims) == 1 else None
    audit.record(
        act=act,
        action=f"provider_claim_{state.lower()}",
        subject_type="provider_claim",
        subject_id=one.pk if one else None,
        detail={
            "first": claims[0].code,
            "count": len(claims),
            "claimed": sum(claim.claimed for claim in claims),
            "awarded": sum(claim.awarded for claim in claims),
        },
    )
