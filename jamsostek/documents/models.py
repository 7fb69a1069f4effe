"""Documents as they were issued, what they contain, and the numbers given out."""

from django.db import models
from django.db.models import Q


class Numbering(models.Model):
    """The last number given out of a kind in a year.

    Drawn in the transaction that stores the document, so that no number is ever missing: who
    issues the same kind meanwhile waits.
    """

    pk = models.CompositePrimaryKey("kind", "year")
    kind = models.CharField(max_length=32)
    year = models.SmallIntegerField()
    last = models.BigIntegerField()

    def __str__(self) -> str:
        return f"{self.kind} {self.year}: {self.last}"


class Document(models.Model):
    """One document: its number and hash, for whom, by whom, and whether it still holds.

    Only that it is withdrawn or replaced can be added later, once.
    """

    kind = models.CharField(max_length=32)
    year = models.SmallIntegerField()
    sequence = models.BigIntegerField()
    number = models.CharField(max_length=48, unique=True)
    code = models.CharField(max_length=20, unique=True)
    """What the QR code leads to; a hundred random bits."""
    subject_type = models.CharField(max_length=40)
    subject_id = models.BigIntegerField()
    about = models.CharField(max_length=40, null=True)  # noqa: DJ001 - null: others may hold beside
    """Where one holds alone: of what, such as the year; null where several may."""
    holder = models.CharField(max_length=200)
    title = models.CharField(max_length=200)
    office_code = models.CharField(max_length=12)
    issued_on = models.DateField()
    issued_at = models.DateTimeField()
    issued_by = models.CharField(max_length=120)
    sha256 = models.CharField(max_length=64)
    size = models.IntegerField()
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.CharField(max_length=120, blank=True)
    withdrawal_reason = models.TextField(blank=True)
    superseded_by = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, related_name="supersedes", db_index=False
    )

    class Meta:
        indexes = [
            models.Index(fields=["subject_type", "subject_id", "id"], name="document_subject"),
            models.Index(fields=["sha256"], name="document_hash"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["kind", "year", "sequence"], name="document_sequence"),
            models.UniqueConstraint(
                fields=["kind", "about", "subject_type", "subject_id"],
                condition=Q(withdrawn_at__isnull=True, about__isnull=False),
                name="document_holds_alone",
            ),
            models.CheckConstraint(
                name="document_withdrawn_whole",
                condition=Q(
                    withdrawn_at__isnull=True,
                    withdrawn_by="",
                    withdrawal_reason="",
                    superseded_by__isnull=True,
                )
                | (Q(withdrawn_at__isnull=False) & ~Q(withdrawn_by="") & ~Q(withdrawal_reason="")),
            ),
            models.CheckConstraint(
                name="document_forms",
                condition=Q(kind__regex="^[A-Z][A-Z_]*$")
                & Q(code__regex="^[0-9A-HJKMNP-TV-Z]{20}$")
                & Q(sha256__regex="^[0-9a-f]{64}$"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"


class Content(models.Model):
    """The file of a document as it was issued, and the words it was set from.

    A table of its own, so that lists of documents never drag the files along.
    """

    document = models.OneToOneField(
        Document, on_delete=models.PROTECT, related_name="content", primary_key=True
    )
    pdf = models.BinaryField()
    paper = models.JSONField()

    def __str__(self) -> str:
        return f"{self.document_id}"
