"""Writing the trail."""

from django.db import DEFAULT_DB_ALIAS

from jamsostek.audit.models import Record
from jamsostek.kernel.acts import Act

Detail = dict[str, str | int | bool | list[str] | None]


def record(
    *,
    act: Act,
    action: str,
    subject_type: str,
    subject_id: int | None = None,
    detail: Detail | None = None,
    using: str = DEFAULT_DB_ALIAS,
) -> Record:
    """Write one deed; call it in the transaction that does it, on the connection of that."""
    return Record.objects.using(using).create(
        at=act.at,
        actor=act.actor,
        actor_kind=act.kind.value,
        user_id=act.user_id,
        action=action,
        subject_type=subject_type,
        subject_id=subject_id,
        detail=detail or {},
        reason=act.reason,
    )
