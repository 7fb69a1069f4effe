"""Registering providers, making contracts with tariffs, and noting whom members have chosen."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import IntegrityError, connection, transaction

from jamsostek.audit import services as audit
from jamsostek.institution.models import Branch, User
from jamsostek.kernel.acts import Act
from jamsostek.kernel.months import Month
from jamsostek.membership.models import InsuredPerson
from jamsostek.membership.queries import kept_person
from jamsostek.providers.models import (
    Provider,
    ProviderChoice,
    ProviderContract,
    ProviderUser,
    Tariff,
)


@dataclass(frozen=True, slots=True)
class Account:
    """The bank account that a provider is paid on."""

    bank: str
    number: str
    name: str


@dataclass(frozen=True, slots=True)
class Price:
    """What a contract says of one service, before it is stored."""

    code: str
    name: str
    service: str
    price: int
    quantity_max: int
    is_stay: bool = False
    is_special_care: bool = False
    in_capitation: bool = False


@transaction.atomic
def register_provider(
    *, kind: str, name: str, branch: Branch, address: str, account: Account, act: Act
) -> Provider:
    """Register a provider with a branch and the account it is paid on."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('providers_provider_code_seq')")
        (number,) = cursor.fetchone()
    provider = Provider.objects.create(
        code=f"P{number:07d}",
        kind=kind,
        name=name.strip(),
        branch=branch,
        address=address.strip(),
        bank=account.bank.strip(),
        account_number=account.number.strip(),
        account_name=account.name.strip(),
        registered_at=act.at,
    )
    _record(act, "register_provider", provider)
    return provider


@transaction.atomic
def give_sign_in(*, provider: Provider, user: User, name: str, act: Act) -> ProviderUser:
    """Let a user sign in for a provider."""
    made = ProviderUser.objects.create(provider=provider, user=user, name=name)
    _record(act, "provider_sign_in", provider, {"user": user.username})
    return made


@transaction.atomic
def make_contract(
    *,
    provider: Provider,
    number: str,
    spell: tuple[date, date | None],
    prices: Sequence[Price],
    capitation: tuple[int, int] | None,
    act: Act,
) -> ProviderContract:
    """Make a contract for a spell with its tariff, which holds from the first day.

    `capitation` is the amount of a head without and with an insured family.

    Raises:
        ContractOverlaps: another contract of the provider has a day of the spell, or the number.
        PriceWrong: a service twice, or none.
    """
    first, until = spell
    if not prices and capitation is None:
        raise PriceWrong("A contract names a price or a capitation.")
    if len({price.code for price in prices}) < len(prices):
        raise PriceWrong("A service stands twice in the tariff.")
    single, family = capitation or (None, None)
    try:
        with transaction.atomic():
            contract = ProviderContract.objects.create(
                provider=provider,
                number=number.strip(),
                from_date=first,
                until_date=until,
                capitation_single=single,
                capitation_family=family,
                made_at=act.at,
                made_by=act.actor,
            )
    except IntegrityError as error:
        raise ContractOverlaps(f"{provider.code} has a contract within these days.") from error
    _store(contract, prices, first)
    _record(act, "make_contract", provider, {"contract": contract.number, "prices": len(prices)})
    return contract


@transaction.atomic
def change_prices(
    *, contract: ProviderContract, prices: Sequence[Price], from_date: date, act: Act
) -> ProviderContract:
    """Note prices that hold from a day on; those before it keep theirs.

    Raises:
        PriceWrong: the day lies outside the contract, or a service has a price from it already.
    """
    ends = contract.until_date
    if from_date < contract.from_date or (ends is not None and from_date >= ends):
        raise PriceWrong("The day lies outside the contract.")
    try:
        with transaction.atomic():
            _store(contract, prices, from_date)
    except IntegrityError as error:
        raise PriceWrong("A service has a price from this day already.") from error
    detail: dict[str, str | int] = {"contract": contract.number}
    detail |= {"from": from_date.isoformat(), "prices": len(prices)}
    _record(act, "change_prices", contract.provider, detail)
    return contract


class ContractOverlaps(ValueError):
    """A second contract for the same days, or a number used before."""


class PriceWrong(ValueError):
    """A tariff that cannot be stored."""


def _store(contract: ProviderContract, prices: Iterable[Price], from_date: date) -> None:
    Tariff.objects.bulk_create(
        Tariff(
            contract=contract,
            code=price.code.strip().upper(),
            name=price.name,
            service=price.service,
            price=price.price,
            quantity_max=price.quantity_max,
            is_stay=price.is_stay,
            is_special_care=price.is_special_care,
            in_capitation=price.in_capitation,
            from_date=from_date,
        )
        for price in prices
    )


@transaction.atomic
def choose_provider(
    *, person: InsuredPerson, provider: Provider, month: Month, act: Act
) -> ProviderChoice:
    """Note which provider a worker and family have chosen from a month on.

    Raises:
        ChosenAlready: a later month, or this one, has a choice already.
        NoCapitation: the provider has no contract with capitation then.
    """
    InsuredPerson.objects.select_for_update(no_key=True).get(pk=person.pk)
    kept = kept_person(person)
    first = month.first_day
    if not _has_capitation(provider, first):
        raise NoCapitation(f"{provider.code} is no provider of the first level in {month}.")
    choices = ProviderChoice.objects.filter(person=kept)
    if choices.filter(from_month__gte=first).exists():
        raise ChosenAlready(f"A provider is chosen from {month} or later.")
    choices.filter(until_month=None).update(until_month=first)
    choice = ProviderChoice.objects.create(
        person=kept, provider=provider, from_month=first, chosen_at=act.at, chosen_by=act.actor
    )
    audit.record(
        act=act,
        action="choose_provider",
        subject_type="insured_person",
        subject_id=kept.pk,
        detail={"provider": provider.code, "month": str(month)},
    )
    return choice


@transaction.atomic
def choose_for_many(*, choices: Sequence[tuple[int, int]], month: Month, act: Act) -> int:
    """Note the first choices of many members, as pairs of member and provider; give how many.

    Whoever has a choice already keeps it. For lists of employers and for taking over records.
    """
    made = ProviderChoice.objects.bulk_create(
        [
            ProviderChoice(
                person_id=person,
                provider_id=provider,
                from_month=month.first_day,
                chosen_at=act.at,
                chosen_by=act.actor,
            )
            for person, provider in choices
        ],
        ignore_conflicts=True,
        batch_size=5_000,
    )
    audit.record(
        act=act, action="choose_providers", subject_type="provider", detail={"members": len(made)}
    )
    return len(made)


class ChosenAlready(ValueError):
    """A choice for a month that has one."""


class NoCapitation(ValueError):
    """A provider that nobody can choose in a month."""


def _has_capitation(provider: Provider, day: date) -> bool:
    contracts = provider.contracts.filter(from_date__lte=day, capitation_single__isnull=False)
    return contracts.exclude(until_date__lte=day).exists()


def _record(
    act: Act, action: str, provider: Provider, detail: dict[str, str | int] | None = None
) -> None:
    audit.record(
        act=act,
        action=action,
        subject_type="provider",
        subject_id=provider.pk,
        detail={"code": provider.code, "name": provider.name, **(detail or {})},
    )
