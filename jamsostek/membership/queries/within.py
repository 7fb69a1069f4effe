"""Whom the branches of a scope know: by the number they issued, or by work that came later."""

from collections.abc import Collection

from django.db.models import Exists, OuterRef, Q

from jamsostek.membership.models import KnownElsewhere


def known_within(branch_ids: Collection[int], *, person: str = "") -> Q:
    """Give the condition that branches know a person, or the one that a field `person` names.

    Whatever the way of being insured: for an employer, on a project, or on one's own.
    """
    before = f"{person}__" if person else ""
    own = OuterRef(f"{person}_id" if person else "pk")
    # Between the person and the person: for an equality the server may read the whole table first.
    elsewhere = KnownElsewhere.objects.filter(
        person_id__gte=own, person_id__lte=own, branch_id__in=branch_ids
    )
    return Q(**{f"{before}branch_id__in": branch_ids}) | Q(Exists(elsewhere))
