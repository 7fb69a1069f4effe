"""Reading providers' claims, and how far their payments are."""

from collections.abc import Collection

from django.db.models import QuerySet

from jamsostek.providers.models import CapitationRun, ProviderClaim, ProviderPayable
from jamsostek.treasury.models import PaymentItem, PaymentOrder

SOURCE = "PROVIDER"


def claims_of(branch_ids: Collection[int] | None) -> QuerySet[ProviderClaim]:
    """Give the claims of some branches' providers, the newest first; None for all."""
    found = ProviderClaim.objects.select_related("provider", "branch", "checker").order_by("-pk")
    return found if branch_ids is None else found.filter(branch_id__in=branch_ids)


def payment_of(thing: ProviderClaim | CapitationRun) -> PaymentOrder | None:
    """Give the newest payment order of what a provider is owed for a claim or a month."""
    owed = (
        ProviderPayable.objects.filter(claim=thing)
        if isinstance(thing, ProviderClaim)
        else ProviderPayable.objects.filter(capitation=thing)
    )
    items = PaymentItem.objects.filter(source=SOURCE, source_id__in=owed.values("pk"))
    newest = items.select_related("order").order_by("-pk").first()
    return newest.order if newest else None
