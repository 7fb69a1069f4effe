"""What is known of a provider's lines, gathered in a few statements however many they are."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from django.db import connection
from django.db.models import Sum

from jamsostek.benefits.jpk_package_1993 import JpkService, Patient
from jamsostek.membership.models import Dependant, InsuredPerson
from jamsostek.membership.queries.families import relative_of
from jamsostek.membership.rules import family_cover
from jamsostek.providers.models import (
    Guarantee,
    Provider,
    ProviderChoice,
    ProviderClaim,
    ProviderClaimLine,
    ProviderContract,
    Tariff,
)
from jamsostek.providers.queries.cover import insured_persons
from jamsostek.providers.rules.claims import (
    Checked,
    GuaranteeTerms,
    LineFacts,
    TariffTerms,
    check_line,
)

DEAD: Final = (ProviderClaim.State.REJECTED, ProviderClaim.State.WITHDRAWN)


@dataclass(frozen=True, slots=True)
class NewLine:
    """A line as a provider sends it; an empty patient is the worker."""

    kpj: str
    patient: str
    code: str
    day: date
    quantity: int
    price: int
    guarantee: str = ""


@dataclass(frozen=True, slots=True)
class CheckedLine:
    """A line with whom and what it was found to mean, and what may be paid of it."""

    line: NewLine
    checked: Checked
    person: InsuredPerson | None
    dependant: Dependant | None
    tariff: Tariff | None
    guarantee: Guarantee | None


@dataclass(slots=True)
class _Known:
    """Everything on record that the lines of one provider touch."""

    provider: Provider
    persons: Mapping[str, InsuredPerson]
    families: Mapping[int, Sequence[Dependant]]
    contracts: Sequence[ProviderContract]
    tariffs: Mapping[tuple[int, str], Sequence[Tariff]]
    guarantees: Mapping[str, Guarantee]
    choices: Mapping[int, Sequence[ProviderChoice]]
    insured: set[tuple[int, date]]
    paid: set[tuple[int, int | None, str, date]]
    days_taken: dict[tuple[int, bool], int] = field(default_factory=dict)


def check_lines(
    provider: Provider, lines: Sequence[NewLine], submitted_on: date
) -> list[CheckedLine]:
    """Check the lines of a provider against members, cover, contract, guarantees and repeats.

    They are taken in their order: of two lines for the same service the second is the repeat.
    """
    known = _gather(provider, lines)
    return [_check(line, known, submitted_on) for line in lines]


def _gather(provider: Provider, lines: Sequence[NewLine]) -> _Known:
    found = InsuredPerson.objects.filter(kpj__in={line.kpj for line in lines})
    persons = {person.kpj: person for person in found}
    humans = _humans([person.pk for person in persons.values()])
    contracts = list(ProviderContract.objects.filter(provider=provider).order_by("from_date"))
    days = {(persons[line.kpj].pk, line.day) for line in lines if line.kpj in persons}
    letters = Guarantee.objects.filter(number__in={line.guarantee for line in lines} - {""})
    guarantees = {letter.number: letter for letter in letters}
    return _Known(
        provider=provider,
        persons=persons,
        families=_families(humans),
        contracts=contracts,
        tariffs=_tariffs(contracts),
        guarantees=guarantees,
        choices=_choices(humans),
        insured=insured_persons(days),
        paid=_paid(provider, {line.day for line in lines}),
        days_taken=_days_taken([letter.pk for letter in guarantees.values()]),
    )


def _humans(ids: Sequence[int]) -> dict[int, list[int]]:
    """Give by member number asked about all numbers of the same person."""
    humans = {one: [one] for one in ids}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT own.person_id, other.person_id FROM membership_samehuman own"
            " JOIN membership_samehuman other ON other.human_id = own.human_id"
            " WHERE own.person_id = ANY(%s) AND other.person_id <> own.person_id",
            [list(ids)],
        )
        for one, other in cursor.fetchall():
            humans[one].append(other)
    return humans


def _families(humans: Mapping[int, Sequence[int]]) -> dict[int, list[Dependant]]:
    numbers = [number for all_numbers in humans.values() for number in all_numbers]
    by_number = defaultdict(list)
    for one in Dependant.objects.filter(person_id__in=numbers).order_by("pk"):
        by_number[one.person_id].append(one)
    return {one: [kin for n in own for kin in by_number[n]] for one, own in humans.items()}


def _choices(humans: Mapping[int, Sequence[int]]) -> dict[int, list[ProviderChoice]]:
    numbers = [number for all_numbers in humans.values() for number in all_numbers]
    by_number = defaultdict(list)
    for choice in ProviderChoice.objects.filter(person_id__in=numbers):
        by_number[choice.person_id].append(choice)
    return {one: [made for n in own for made in by_number[n]] for one, own in humans.items()}


def _tariffs(contracts: Sequence[ProviderContract]) -> dict[tuple[int, str], list[Tariff]]:
    found = defaultdict(list)
    for row in Tariff.objects.filter(contract__in=contracts).order_by("-from_date"):
        found[row.contract_id, row.code].append(row)
    return found


def _paid(provider: Provider, days: Iterable[date]) -> set[tuple[int, int | None, str, date]]:
    lines = ProviderClaimLine.objects.filter(provider_id=provider.pk, day__in=list(days))
    lines = lines.filter(found__gt=0).exclude(claim__state__in=DEAD)
    rows = lines.values_list("person_id", "dependant_id", "code", "day")
    return {(person, kin, code, day) for person, kin, code, day in rows if person is not None}


def _days_taken(letters: Sequence[int]) -> dict[tuple[int, bool], int]:
    """Give by letter, and whether in special care, the days that standing claims have taken."""
    lines = ProviderClaimLine.objects.filter(guarantee__in=letters, tariff__is_stay=True)
    rows = lines.exclude(claim__state__in=DEAD).values("guarantee_id", "tariff__is_special_care")
    return {
        (row["guarantee_id"], row["tariff__is_special_care"]): row["days"]
        for row in rows.annotate(days=Sum("allowed")).order_by()
    }


def _check(line: NewLine, known: _Known, submitted_on: date) -> CheckedLine:
    person = known.persons.get(line.kpj)
    dependant, patient = _patient(line, person, known)
    contract = _holding(known.contracts, line.day)
    tariff = _tariff(known, contract, line)
    letter = known.guarantees.get(line.guarantee)
    key = (person.pk, dependant.pk if dependant else None, line.code, line.day) if person else None
    terms = _guarantee_terms(letter, known, (person, dependant), tariff) if letter else None
    facts = LineFacts(
        day=line.day,
        quantity=line.quantity,
        price=line.price,
        submitted_on=submitted_on,
        is_member=person is not None,
        patient=patient,
        worker_insured=person is not None and (person.pk, line.day) in known.insured,
        family_insured=_family_insured(dependant, person, known, line.day),
        has_contract=contract is not None,
        tariff=_tariff_terms(tariff) if tariff else None,
        guarantee=terms,
        has_chosen=person is not None and _has_chosen(known, person, line.day),
        is_paid=key in known.paid,
    )
    checked = check_line(facts)
    _note(checked, key, letter, tariff, known)
    return CheckedLine(line, checked, person, dependant, tariff, letter)


def _note(
    checked: Checked,
    key: tuple[int, int | None, str, date] | None,
    letter: Guarantee | None,
    tariff: Tariff | None,
    known: _Known,
) -> None:
    """Let what a line takes be seen by the lines after it."""
    if checked.amount and key:
        known.paid.add(key)
    if checked.quantity and letter and tariff and tariff.is_stay:
        place = (letter.pk, tariff.is_special_care)
        known.days_taken[place] = known.days_taken.get(place, 0) + checked.quantity


def _patient(
    line: NewLine, person: InsuredPerson | None, known: _Known
) -> tuple[Dependant | None, Patient | None]:
    """Tell who is meant: the worker, or one of the family by name."""
    if person is None:
        return None, None
    wanted = plain(line.patient)
    if not wanted or wanted == plain(person.name):
        return None, Patient.WORKER
    for kin in known.families.get(person.pk, ()):
        if plain(kin.name) == wanted:
            return kin, Patient(kin.relation)
    return None, None


def plain(name: str) -> str:
    """Give a name as it is compared: capitals, single spaces."""
    return " ".join(name.upper().split())


def _family_insured(
    dependant: Dependant | None, person: InsuredPerson | None, known: _Known, day: date
) -> bool:
    if dependant is None or person is None:
        return True
    covers = family_cover([relative_of(kin) for kin in known.families[person.pk]], day)
    return any(cover.covered for cover in covers if cover.relative.id == dependant.pk)


def _holding(contracts: Sequence[ProviderContract], day: date) -> ProviderContract | None:
    for contract in contracts:
        if contract.from_date <= day and (contract.until_date is None or day < contract.until_date):
            return contract
    return None


def _tariff(known: _Known, contract: ProviderContract | None, line: NewLine) -> Tariff | None:
    rows = known.tariffs.get((contract.pk, line.code), ()) if contract else ()
    return next((row for row in rows if row.from_date <= line.day), None)


def _tariff_terms(tariff: Tariff) -> TariffTerms:
    return TariffTerms(
        service=JpkService(tariff.service),
        price=tariff.price,
        quantity_max=tariff.quantity_max,
        is_stay=tariff.is_stay,
        is_special_care=tariff.is_special_care,
        in_capitation=tariff.in_capitation,
    )


def _guarantee_terms(
    letter: Guarantee,
    known: _Known,
    patient: tuple[InsuredPerson | None, Dependant | None],
    tariff: Tariff | None,
) -> GuaranteeTerms:
    person, dependant = patient
    is_special = bool(tariff and tariff.is_special_care)
    allowed = letter.special_days if is_special else letter.ward_days
    fits = (
        letter.provider_id == known.provider.pk
        and letter.state != Guarantee.State.WITHDRAWN
        and person is not None
        and letter.person_id == person.pk
        and letter.dependant_id == (dependant.pk if dependant else None)
        and tariff is not None
        and letter.service == tariff.service
    )
    return GuaranteeTerms(
        is_for_this=fits,
        from_date=letter.from_date,
        until_date=letter.until_date,
        admitted_on=letter.admitted_on,
        discharged_on=letter.discharged_on,
        days_left=allowed - known.days_taken.get((letter.pk, is_special), 0),
    )


def _has_chosen(known: _Known, person: InsuredPerson, day: date) -> bool:
    first = day.replace(day=1)
    return any(
        choice.provider_id == known.provider.pk
        and choice.from_month <= first
        and (choice.until_month is None or first < choice.until_month)
        for choice in known.choices.get(person.pk, ())
    )
