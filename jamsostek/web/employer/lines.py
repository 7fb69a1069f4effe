"""The workers of a declaration with their wages and contributions, page by page."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.core.paginator import Page

from jamsostek.contributions.models import Declaration, DeclarationLine
from jamsostek.membership.models import InsuredPerson
from jamsostek.web.employer.scope import Asking
from jamsostek.web.staff.scope import page_of


@dataclass(frozen=True, slots=True)
class WorkerLine:
    """One worker of a declaration, by name."""

    line: DeclarationLine
    person: InsuredPerson


def lines_page(request: Asking, declaration: Declaration) -> Page[DeclarationLine]:
    """Give a page of a declaration's lines as `WorkerLine`, in two queries however many."""
    page = page_of(request, declaration.lines.order_by("line_no"))
    persons = InsuredPerson.objects.in_bulk([line.person_id for line in page.object_list])
    lines: Sequence[WorkerLine] = [
        WorkerLine(line, persons[line.person_id]) for line in page.object_list
    ]
    page.object_list = lines  # type: ignore[assignment]
    return page
