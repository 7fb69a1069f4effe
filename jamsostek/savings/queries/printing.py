"""Yearly statements as they go to the printer: those that stand, a file's worth at a time."""

from collections.abc import Collection, Iterator, Sequence
from typing import Final

from django.db.models import QuerySet

from jamsostek.documents.models import Document
from jamsostek.documents.rules import Kind
from jamsostek.savings.models import StatementPrint, StatementRun
from jamsostek.savings.queries.yearly import savers_of

PAPERS_A_FILE: Final = 200
"""Setting a thousand pages at once would take two gigabytes of memory."""


def statements_to_print(
    year: int, branch_ids: Collection[int] | None
) -> Iterator[QuerySet[Document]]:
    """Give the statements of a year that stand now, a file's worth at a time, by person.

    None for `branch_ids` is the whole country.
    """
    after = 0
    while people := savers_of(year, branch_ids, after=after, count=PAPERS_A_FILE):
        yield annual_statements(year, people)
        after = people[-1]


def annual_statements(year: int, people: Sequence[int]) -> QuerySet[Document]:
    """Give the statements of a year that stand for these persons, by person."""
    return Document.objects.filter(
        kind=Kind.ANNUAL_STATEMENT,
        about=str(year),
        subject_type="insured_person",
        subject_id__in=people,
        withdrawn_at=None,
    ).order_by("subject_id")


def statement_runs(branch_ids: Collection[int]) -> QuerySet[StatementRun]:
    """Give what was asked to be printed for these branches, the newest first."""
    found = StatementRun.objects.filter(branch_id__in=branch_ids)
    return found.select_related("branch").order_by("-asked_at", "-id")


def files_to_print(run: StatementRun) -> QuerySet[StatementPrint]:
    """Give the files of a run in their order, without their content."""
    return StatementPrint.objects.filter(run=run).defer("pdf").order_by("place")
