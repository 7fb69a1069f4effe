"""A year's statements for a whole branch: asked for, issued, and set into files for the printer."""

import hashlib
from collections.abc import Sequence

from django.db import transaction

from jamsostek.audit import services as audit
from jamsostek.documents.models import Document
from jamsostek.documents.queries import papers_of
from jamsostek.documents.rules import render
from jamsostek.institution.models import Branch
from jamsostek.kernel.acts import Act
from jamsostek.savings.models import StatementPrint, StatementRun
from jamsostek.savings.queries.printing import statements_to_print
from jamsostek.savings.queries.yearly import count_savers, is_credited
from jamsostek.savings.services.papers import ReturnNotCredited, issue_annual_statements


@transaction.atomic
def ask_for_statements(*, year: int, branch: Branch, act: Act) -> StatementRun:
    """Note that a year's statements of a branch are wanted on paper; asked again, anew.

    Raises:
        ReturnNotCredited: the return of the year is not credited yet.
    """
    if not is_credited(year):
        raise ReturnNotCredited(
            f"The return of {year} is not credited; the statement of the year comes after it."
        )
    asked = {
        "asked_at": act.at,
        "asked_by": act.actor,
        "done": 0,
        "total": 0,
        "finished_at": None,
    }
    run, _made = StatementRun.objects.update_or_create(year=year, branch=branch, defaults=asked)
    audit.record(
        act=act,
        action="ask_for_statements",
        subject_type="branch",
        subject_id=branch.pk,
        detail={"year": year, "branch": branch.code},
    )
    return run


def print_statements(*, run: StatementRun, act: Act) -> StatementRun:
    """Issue a run's statements to whoever has none, and set all of them into files.

    Broken off, it goes on where it stopped: who has a statement keeps it, and a file made of the
    same documents is not made again.

    Raises:
        ReturnNotCredited, NoAddress, LawGap: as issuing raises.
    """
    branches = [run.branch_id]
    run.total = 2 * count_savers(run.year, branches)
    run.done = 0
    issue_annual_statements(
        year=run.year,
        branch_ids=branches,
        act=act,
        progress=lambda done, _total: _show(run, done),
    )
    places = _set_files(run, branches)
    with transaction.atomic():
        StatementPrint.objects.filter(run=run, place__gt=places).delete()
        run.finished_at = act.at
        run.done = run.total
        run.save(update_fields=["done", "total", "finished_at"])
    return run


def _set_files(run: StatementRun, branches: Sequence[int]) -> int:
    """Set the statements that stand into files; give how many files."""
    place, set_before = 0, run.done
    for batch in statements_to_print(run.year, branches):
        documents = list(batch)
        if documents:
            place += 1
            _set_file(run, place, documents)
        set_before += len(documents)
        _show(run, set_before)
    return place


def _set_file(run: StatementRun, place: int, documents: Sequence[Document]) -> None:
    hashes = "".join(document.sha256 for document in documents)
    made_of = hashlib.sha256(hashes.encode()).hexdigest()
    if StatementPrint.objects.filter(run=run, place=place, made_of=made_of).exists():
        return
    pdf = render(papers_of(documents), at=max(document.issued_at for document in documents))
    made = {
        "statements": len(documents),
        "first": documents[0].holder,
        "last": documents[-1].holder,
        "made_of": made_of,
        "size": len(pdf),
        "pdf": pdf,
    }
    StatementPrint.objects.update_or_create(run=run, place=place, defaults=made)


def _show(run: StatementRun, done: int) -> None:
    run.done = done
    StatementRun.objects.filter(pk=run.pk).update(done=done, total=run.total)
