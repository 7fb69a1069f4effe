"""The trail of deeds, and the history of rows that change."""

from typing import TypeVar

import pghistory
from django.db import models

Tracked = TypeVar("Tracked", bound=type[models.Model])


def keeps_history(model: Tracked) -> Tracked:
    """Have the database keep the former version of every row of a model that is changed."""
    former = pghistory.UpdateEvent("update", row="OLD")
    tracked: Tracked = pghistory.track(former, pghistory.DeleteEvent("delete"))(model)
    return tracked


class Record(models.Model):
    """One deed, written in the transaction that did it."""

    at = models.DateTimeField()
    actor = models.CharField(max_length=120)
    actor_kind = models.CharField(max_length=8)
    user_id = models.BigIntegerField(null=True)
    action = models.CharField(max_length=60)
    subject_type = models.CharField(max_length=40)
    subject_id = models.BigIntegerField(null=True)
    detail = models.JSONField(default=dict)
    reason = models.TextField(blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["subject_type", "subject_id", "id"], name="audit_subject"),
            models.Index(fields=["user_id", "id"], name="audit_user"),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.actor}: {self.action}"
