"""Reading the trail."""

from collections.abc import Collection

from django.db.models import QuerySet

from jamsostek.audit.models import Record


def records_about(subject_type: str, subject_id: int) -> QuerySet[Record]:
    """Give the deeds done to one thing, newest first."""
    return Record.objects.filter(subject_type=subject_type, subject_id=subject_id).order_by("-id")


def records_of_all(subject_type: str, subject_ids: Collection[int]) -> QuerySet[Record]:
    """Give the deeds done to any of several things, newest first."""
    records = Record.objects.filter(subject_type=subject_type, subject_id__in=subject_ids)
    return records.order_by("-id")


def records_newest_first() -> QuerySet[Record]:
    """Give all deeds, newest first."""
    return Record.objects.order_by("-id")
