"""Statements sent through the pages: taken in, with what came of them kept for the page."""

from typing import Any

from jamsostek.jobs.bank_statements import Taken, take_statement
from jamsostek.kernel.acts import Act
from jamsostek.treasury.formats import StatementUnreadable
from jamsostek.treasury.models import StatementUpload
from jamsostek.treasury.services import AccountNotNamed, OtherAccount, UnknownAccount


def take_upload(*, upload: StatementUpload, act: Act) -> StatementUpload:
    """Take a sent statement in, and keep with it what came of it or why it was refused."""
    if upload.state != StatementUpload.State.WAITING:
        return upload
    try:
        taken = take_statement(
            content=bytes(upload.content),
            name=upload.name,
            act=act,
            account=upload.account,
            progress=lambda done, total: _show(upload, done, total),
        )
    except (StatementUnreadable, AccountNotNamed, UnknownAccount, OtherAccount) as fault:
        return _keep(upload, state=StatementUpload.State.REFUSED, fault=str(fault))
    return _keep(
        upload,
        state=StatementUpload.State.TAKEN,
        file=taken.imported.file,
        result=_result(taken),
    )


def _result(taken: Taken) -> dict[str, Any]:
    imported, allocated = taken.imported, taken.allocated
    return {
        "format": imported.file.format,
        "is_new": imported.is_new,
        "lines_read": imported.file.lines_read,
        "lines_new": imported.lines_new,
        "pending": imported.pending,
        "bills": allocated.bills,
        "failures": [failure.line_id for failure in allocated.failures],
        "warnings": [warning.sentence for warning in imported.warnings],
    }


def _show(upload: StatementUpload, done: int, total: int) -> None:
    StatementUpload.objects.filter(pk=upload.pk).update(done=done, total=total)


def _keep(upload: StatementUpload, **what: Any) -> StatementUpload:  # noqa: ANN401 - fields
    for name, value in what.items():
        setattr(upload, name, value)
    upload.save(update_fields=list(what))
    return upload
