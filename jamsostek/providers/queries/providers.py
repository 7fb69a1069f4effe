"""Reading providers, their contracts and tariffs, and who has chosen them."""

from collections.abc import Collection
from datetime import date

from django.db.models import Q, QuerySet

from jamsostek.membership.models import InsuredPerson
from jamsostek.membership.queries import same_person_ids
from jamsostek.providers.models import Provider, ProviderChoice, ProviderContract, Tariff


def providers_of(branch_ids: Collection[int] | None) -> QuerySet[Provider]:
    """Give the providers of some branches by name; None for the whole country."""
    found = Provider.objects.select_related("branch").order_by("name", "pk")
    return found if branch_ids is None else found.filter(branch_id__in=branch_ids)


def contract_on(provider: Provider, day: date) -> ProviderContract | None:
    """Give the contract of a provider that holds on a day."""
    lasts = Q(until_date=None) | Q(until_date__gt=day)
    contracts = ProviderContract.objects.filter(lasts, provider=provider, from_date__lte=day)
    return contracts.first()


def tariffs_on(contract: ProviderContract, day: date) -> list[Tariff]:
    """Give the tariff of a contract on a day: of each service the newest row."""
    rows = Tariff.objects.filter(contract=contract, from_date__lte=day)
    return list(rows.order_by("code", "-from_date").distinct("code"))


def choice_on(person: InsuredPerson, day: date) -> ProviderChoice | None:
    """Give which provider a member has chosen for the month of a day."""
    first = day.replace(day=1)
    lasts = Q(until_month=None) | Q(until_month__gt=first)
    choices = ProviderChoice.objects.filter(
        lasts, person_id__in=same_person_ids(person), from_month__lte=first
    )
    return choices.select_related("provider").order_by("-from_month").first()


def is_known_to(provider: Provider, person: InsuredPerson) -> bool:
    """Tell whether a provider may read of a member: chosen by them, or with a guarantee."""
    ids = same_person_ids(person)
    chosen = ProviderChoice.objects.filter(provider=provider, person_id__in=ids)
    return chosen.exists() or provider.guarantees.filter(person_id__in=ids).exists()
