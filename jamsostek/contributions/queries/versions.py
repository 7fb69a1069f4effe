"""Bills that are versions of one month, found and put in order."""

from collections import defaultdict
from collections.abc import Collection, Iterable

from django.db import connection

from jamsostek.contributions.models import Bill, BillLine
from jamsostek.contributions.rules.versions import Family, Version, in_order

_OTHER_VERSIONS = """
    WITH declared AS (
        SELECT coalesce(b.declaration_id, c.declaration_id) AS id
        FROM contributions_bill b LEFT JOIN contributions_correction c ON c.id = b.correction_id
        WHERE b.id = ANY(%(ids)s)
    )
    SELECT b.id FROM declared d JOIN contributions_bill b ON b.declaration_id = d.id
    UNION
    SELECT b.id FROM declared d JOIN contributions_correction c ON c.declaration_id = d.id
        JOIN contributions_bill b ON b.correction_id = c.id
"""


def with_other_versions(bill_ids: Collection[int]) -> set[int]:
    """Give bills with the other versions of their months."""
    with connection.cursor() as cursor:
        cursor.execute(_OTHER_VERSIONS, {"ids": list(bill_ids)})
        return {*bill_ids, *(bill_id for (bill_id,) in cursor.fetchall())}


def families_of(bills: Iterable[Bill]) -> list[Family]:
    """Group bills by what is settled together; all versions of a month are to be among them.

    Bills whose claim was given up are settled by nothing and left out. What is an offer takes
    money until its due date.
    """
    grouped: dict[tuple[str, int], list[Bill]] = defaultdict(list)
    for bill in bills:
        if bill.withdrawn_on:
            continue
        declared = bill.corrected_id
        grouped[("bill", bill.pk) if declared is None else ("month", declared)].append(bill)
    several = [bill.pk for family in grouped.values() if len(family) > 2 for bill in family]
    persons: dict[int, set[int]] = defaultdict(set)
    if several:
        lines = BillLine.objects.filter(bill_id__in=several).values_list("bill_id", "person_id")
        for bill_id, person_id in lines:
            persons[bill_id].add(person_id)
    return [_family(family, persons) for family in grouped.values()]


def _family(bills: list[Bill], persons: dict[int, set[int]]) -> Family:
    corrections = sorted(
        (bill for bill in bills if bill.correction is not None),
        key=lambda bill: bill.correction.number if bill.correction else 0,
    )
    first = [Version(bill.code, bill.amount) for bill in bills if bill.correction is None]
    later = [
        Version(bill.code, bill.amount, frozenset(persons.get(bill.pk, ()))) for bill in corrections
    ]
    return Family(
        versions=(*first, *in_order(later)),
        due_date=bills[0].due_date,
        issued_on=min(bill.issued_on for bill in bills),
        last_day=bills[0].due_date if bills[0].kind == Bill.Kind.OWN_ACCOUNT else None,
    )
