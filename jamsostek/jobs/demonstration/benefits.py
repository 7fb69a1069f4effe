"""The demonstration's claims, month by month: each worked out by the law from invented facts."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from functools import lru_cache
from typing import Final

import numpy as np

from jamsostek.benefits.assessing import BENEFITS
from jamsostek.benefits.awards import Recipient
from jamsostek.benefits.jht_facts_1993 import JhtExit
from jamsostek.benefits.jkk_facts import Outcome
from jamsostek.claims.services.bulk import Hand, Receiver, SettledClaim, settle_claims
from jamsostek.institution.models import StaffMember
from jamsostek.jobs.demonstration import benefit_facts as facts
from jamsostek.jobs.demonstration import former_workers
from jamsostek.jobs.demonstration.benefit_people import Person, people_of
from jamsostek.jobs.demonstration.benefit_plan import (
    MONTHS,
    Days,
    Kind,
    counts,
    days_after,
    days_of_savings,
    event_days,
)
from jamsostek.jobs.demonstration.register import TAKEN_OVER, act_on
from jamsostek.jobs.demonstration.sizes import Size
from jamsostek.kernel.money import allocate
from jamsostek.kernel.months import Month
from jamsostek.law.programmes import Programme
from jamsostek.ledger import services as ledger
from jamsostek.ledger.chart import Role, account
from jamsostek.savings.queries.takeover import Saved
from jamsostek.savings.rules import credited_return, year_rate
from jamsostek.savings.services.closing_many import EmptiedAccount
from jamsostek.treasury.services import open_bank_account
from jamsostek.treasury.services.payments import Destination

RESERVES: Final = {Programme.JKK: 11, Programme.JKM: 14, Programme.JPK: 6}
"""What each fund brought forward, in percent of what is decided on in the year."""

TAKEN_OVER_COVER: Final = "Kepesertaan dan iuran menurut data yang diambil alih pada 31-12-2010."


def open_benefits_account(size: Size) -> None:
    """Open the bank account of benefits, with what the funds brought forward."""
    act = act_on(TAKEN_OVER, hour=8)
    opened = open_bank_account(
        bank="BRI", number=former_workers.BENEFITS_ACCOUNT, name="Rekening jaminan", act=act
    )
    for programme, percent in RESERVES.items():
        amount = size.benefits.amount * percent // 100
        ledger.post(
            posting=ledger.Posting(
                key=f"OPENING:{programme}:{TAKEN_OVER}",
                kind="OPENING",
                day=TAKEN_OVER,
                text=f"Cadangan teknis {programme} yang diambil alih",
                lines=[
                    (opened.ledger_account_id, amount),
                    (account(Role.DUE_TO_FUND, programme), -amount),
                    (account(Role.DUE_FROM_INSTITUTION, programme), amount),
                    (account(Role.RESERVE, programme), -amount),
                ],
            ),
            act=act,
        )


def settle_month(size: Size, seed: int, month: Month) -> None:
    """Decide the month's accidents, deaths and costs of care of companies and projects."""
    kinds = (Kind.ACCIDENT, Kind.BUILDING_ACCIDENT, Kind.DEATH, Kind.BUILDING_DEATH, Kind.CARE)
    _settle([claim for kind in kinds for claim in claims_of(kind, size, seed, month)], month)


def settle_own_account(size: Size, seed: int) -> None:
    """Decide the claims of own-account workers, of all months."""
    claims = [*_own_deaths(size, seed), *_own_accidents(size, seed)]
    _settle(claims, MONTHS[-1])


def pay_savings(size: Size, seed: int, month: Month) -> None:
    """Decide the savings of those who left that are paid in a month."""
    people = former_workers.saved(size, seed)
    _settle([_savings(*one) for one in people if one[0].month == month], month)


def _settle(claims: Sequence[SettledClaim], month: Month) -> None:
    act = act_on(month.last_day, hour=15)
    settle_claims(claims=claims, officer=hand("klaim"), supervisor=hand("penyelia"), act=act)


@lru_cache(maxsize=8)
def hand(username: str) -> Hand:
    """Give one of the demonstration's officers."""
    member = StaffMember.objects.get(user__username=username)
    return Hand(member.user_id, member.name)


def claims_of(kind: Kind, size: Size, seed: int, month: Month) -> Iterator[SettledClaim]:
    """Give the claims of a kind that are decided in a month."""
    for person, days in _dated(kind, size, seed):
        if Month.of(days.decided) == month:
            yield _CLAIMS[kind](person, days)


def _dated(kind: Kind, size: Size, seed: int) -> Iterator[tuple[Person, Days]]:
    """Give each worker of a kind with the days of the claim: deaths end a spell."""
    count = counts(size)[kind]
    random = np.random.default_rng([seed, 33, list(Kind).index(kind)])
    drawn = event_days(count, random)
    for person, day in zip(people_of(kind, count), drawn, strict=True):
        yield person, days_after(_event(kind, person, day), person.draw)


def _event(kind: Kind, person: Person, drawn: date) -> date:
    if kind in {Kind.DEATH, Kind.BUILDING_DEATH, Kind.OWN_DEATH}:
        return person.until_date - timedelta(days=1)
    if kind in {Kind.BUILDING_ACCIDENT, Kind.OWN_ACCIDENT}:
        return person.from_date + timedelta(days=2 + person.draw % 35)
    return drawn


def _accident(person: Person, days: Days) -> SettledClaim:
    own = facts.accident(days.event, person.wage, person.draw)
    return _claim(Programme.JKK, own.cause.value, "FORMAL", person, days, own)


def _building_accident(person: Person, days: Days) -> SettledClaim:
    own = facts.accident(days.event, 0, person.draw, by_day=True)
    return _claim(Programme.JKK, own.cause.value, "CONSTRUCTION", person, days, own)


def _death(person: Person, days: Days) -> SettledClaim:
    own = facts.death(days.event, person.draw)
    segment = "FORMAL" if person.employer_id else "CONSTRUCTION"
    segment = "OWN_ACCOUNT" if person.cover_id else segment
    return _claim(Programme.JKM, "DEATH", segment, person, days, own)


def _care(person: Person, days: Days) -> SettledClaim:
    own = facts.care(days.event, person.draw)
    cause = facts.CAUSE_OF_CARE[own.items[0].kind]
    return _claim(Programme.JPK, cause, "FORMAL", person, days, own)


_CLAIMS: Final = {
    Kind.ACCIDENT: _accident,
    Kind.BUILDING_ACCIDENT: _building_accident,
    Kind.DEATH: _death,
    Kind.BUILDING_DEATH: _death,
    Kind.CARE: _care,
}


def _own_deaths(size: Size, seed: int) -> list[SettledClaim]:
    return [_death(person, days) for person, days in _dated(Kind.OWN_DEATH, size, seed)]


def _own_accidents(size: Size, seed: int) -> list[SettledClaim]:
    """Give accidents whose receipts are such that the informal programme comes to its amount."""
    people = list(_dated(Kind.OWN_ACCIDENT, size, seed))
    without = [
        facts.own_accident(days.event, person.wage, person.draw, together=100_000)
        for person, days in people
    ]
    sums = [BENEFITS[Programme.JKK].assess(own).total - 100_000 for own in without]
    deaths = sum(
        BENEFITS[Programme.JKM].assess(claim.facts).total for claim in _own_deaths(size, seed)
    )
    left = size.benefits.own_amount - deaths - sum(sums)
    receipts = allocate(left, [300 + person.draw % 700 for person, _ in people])
    found = []
    for (person, days), together in zip(people, receipts, strict=True):
        own = facts.own_accident(days.event, person.wage, person.draw, together=together)
        found.append(_claim(Programme.JKK, own.cause.value, "OWN_ACCOUNT", person, days, own))
    return found


def _claim(
    programme: Programme, cause: str, segment: str, person: Person, days: Days, own: object
) -> SettledClaim:
    survivors = getattr(own, "survivors", None) or ()
    has_died = bool(survivors) or getattr(own, "outcome", None) is Outcome.DEATH
    family = survivors[0].name if survivors else facts.widowed(person.draw).name
    return SettledClaim(
        programme=programme,
        cause=cause,
        segment=segment,
        branch_id=person.branch_id,
        worker_name=person.name,
        facts=own,
        reported_on=days.reported,
        complete_on=days.complete,
        decided_on=days.decided,
        claimant_name=family if has_died else person.name,
        claimant_relation="Keluarga" if has_died else "Tenaga kerja",
        receivers=_receivers(person, family if has_died else person.name, person.draw),
        person_id=person.person_id,
        employer_id=person.employer_id,
        project_worker_id=person.project_worker_id,
        cover_id=person.cover_id,
        payer_reason=TAKEN_OVER_COVER,
    )


def _receivers(person: Person, claimant: str, draw: int) -> list[Receiver]:
    """Say where money goes: costs to who advanced them, all else to the worker or the family."""
    own = destination(claimant, draw)
    return [
        Receiver(role=Recipient.MEMBER, name=claimant, destination=own),
        Receiver(role=Recipient.HEIRS, name=claimant, destination=own),
        Receiver(
            role=Recipient.EMPLOYER,
            name=person.payer_name,
            destination=destination(person.payer_name, person.employer_id or draw),
        ),
        Receiver(role=Recipient.FUNERAL, name=claimant, destination=own),
    ]


def destination(name: str, number: int) -> Destination:
    """Give an invented bank account."""
    return Destination("TRANSFER", "BRI", f"99{number:010d}", name[:120])


def _savings(holder: former_workers.Holder, one: Saved) -> SettledClaim:
    days = days_of_savings(holder.month, holder.number)
    own = facts.savings(
        holder.exit,
        left_on=one.left_on,
        joined_on=one.joined_on,
        birth_date=one.birth_date,
        paid_on=days.decided,
        balance=one.balance,
        draw=holder.number,
    )
    name = own.survivors[0].name if own.survivors else one.name
    role = Recipient.HEIRS if holder.exit is JhtExit.DEATH else Recipient.MEMBER
    return SettledClaim(
        programme=Programme.JHT,
        cause=facts.CAUSE_OF_EXIT[holder.exit],
        segment="FORMAL",
        branch_id=one.branch_id,
        worker_name=one.name,
        facts=own,
        reported_on=days.reported,
        complete_on=days.complete,
        decided_on=days.decided,
        claimant_name=name,
        claimant_relation="Keluarga" if own.survivors else "Tenaga kerja",
        receivers=[Receiver(role=role, name=name, destination=destination(name, holder.number))],
        person_id=one.person_id,
        employer_id=one.employer_id,
        savings=_emptied(one, days.decided),
        payer_reason="Saldo JHT adalah hak peserta sendiri.",
    )


def _emptied(one: Saved, day: date) -> EmptiedAccount:
    """Give the account with the return of the year up to the day of payment."""
    weighted = -one.balance * (date(day.year, 12, 31) - day).days
    rate = year_rate(day.year).percent
    earned = credited_return(one.balance, weighted, rate=rate, year=day.year)
    assert one.account_id is not None  # noqa: S101 - they were taken over before
    assert one.ledger_account_id is not None  # noqa: S101 - as above
    return EmptiedAccount(one.account_id, one.ledger_account_id, one.balance, int(earned))
