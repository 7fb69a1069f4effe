"""The workers of a declaration with their wages and contributions, page by page."""

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page

from jamsostek.contributions.models import Declaration, DeclarationLine
from jamsostek.contributions.queries.corrections import Line, corrections_of, lines_of
from jamsostek.membership.models import InsuredPerson
from jamsostek.web.employer.scope import Asking
from jamsostek.web.staff.scope import page_of


@dataclass(frozen=True, slots=True)
class WorkerLine:
    """One worker of a declaration, by name."""

    line: DeclarationLine | Line
    person: InsuredPerson

    @property
    def jht(self) -> int:
        """Both payers' part, which goes to the member's account."""
        return self.line.jht_employer + self.line.jht_member


@dataclass(frozen=True, slots=True)
class Lines:
    """A page of a declaration's lines."""

    page: Page[Any]
    workers: list[WorkerLine]


def lines_page(request: Asking, declaration: Declaration) -> Lines:
    """Give a page of a declaration's lines as corrected, with the names, in few queries."""
    page: Page[Any]
    if corrections_of(declaration).exists():
        page = page_of(request, lines_of(declaration))
    else:
        page = page_of(request, declaration.lines.order_by("line_no"))
    persons = InsuredPerson.objects.in_bulk([line.person_id for line in page.object_list])
    return Lines(page, [WorkerLine(line, persons[line.person_id]) for line in page.object_list])
