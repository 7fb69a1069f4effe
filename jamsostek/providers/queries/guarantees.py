"""Reading guarantees, and the days in hospital that a year has seen."""

from collections.abc import Collection

from django.db.models import QuerySet, Sum

from jamsostek.membership.models import Dependant, InsuredPerson
from jamsostek.membership.queries import same_person_ids
from jamsostek.providers.models import Guarantee, GuaranteeYear
from jamsostek.providers.rules.stays import Used


def guarantees_of(branch_ids: Collection[int] | None) -> QuerySet[Guarantee]:
    """Give the guarantees that some branches issued, newest first; None for all."""
    found = Guarantee.objects.select_related("provider", "person", "dependant", "branch")
    found = found.order_by("-issued_at", "-pk")
    return found if branch_ids is None else found.filter(branch_id__in=branch_ids)


def days_used(person: InsuredPerson, dependant: Dependant | None) -> dict[int, Used]:
    """Give by calendar year the days a patient has spent in hospital, and in special care."""
    rows = GuaranteeYear.objects.filter(
        guarantee__person_id__in=same_person_ids(person), guarantee__dependant=dependant
    )
    by_year = rows.values("year").annotate(all=Sum("days"), special=Sum("special_days"))
    return {row["year"]: (row["all"], row["special"]) for row in by_year.order_by("year")}
