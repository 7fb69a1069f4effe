"""Who does something, as what, when and why: every change carries one."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any
from zoneinfo import ZoneInfo

BUSINESS_ZONE = ZoneInfo("Asia/Jakarta")


class ActorKind(StrEnum):
    """As what somebody acts. What the system does is never shown as a person's."""

    HUMAN = "HUMAN"
    SYSTEM = "SYSTEM"
    SUPPORT = "SUPPORT"


@dataclass(frozen=True, slots=True)
class Act:
    """One deed: the actor, the capacity, the instant and the reason given."""

    actor: str
    kind: ActorKind
    at: datetime
    user_id: int | None = None
    reason: str = ""

    def __post_init__(self) -> None:
        if self.at.tzinfo is None:
            msg = "An act needs an instant with a time zone."
            raise ValueError(msg)
        if (self.kind is ActorKind.HUMAN) != (self.user_id is not None):
            msg = "A person acts under a user, the system under none."
            raise ValueError(msg)

    @property
    def day(self) -> date:
        """The business day of the act (WIB)."""
        return self.at.astimezone(BUSINESS_ZONE).date()

    def as_json(self) -> dict[str, str | int | None]:
        """Give the act in plain words, for work that goes on in another process."""
        return {
            "actor": self.actor,
            "kind": self.kind.value,
            "at": self.at.isoformat(),
            "user_id": self.user_id,
            "reason": self.reason,
        }


def act_from_json(written: Mapping[str, Any]) -> Act:
    """Read what `Act.as_json` wrote."""
    return Act(
        actor=written["actor"],
        kind=ActorKind(written["kind"]),
        at=datetime.fromisoformat(written["at"]),
        user_id=written["user_id"],
        reason=written["reason"],
    )


def system_act(name: str, at: datetime, reason: str = "") -> Act:
    """Give an act of the system itself, under the name of the part that acts."""
    return Act(actor=name, kind=ActorKind.SYSTEM, at=at, reason=reason)
