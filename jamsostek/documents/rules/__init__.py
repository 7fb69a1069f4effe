"""What papers say and how they are numbered, coded and set; nothing here knows the database."""

from jamsostek.documents.rules.bodies import (
    Body,
    Card,
    Certificate,
    Letter,
    Line,
    MonthRow,
    Section,
    Signatory,
    Statement,
)
from jamsostek.documents.rules.codes import (
    CODE_LENGTH,
    code_from_bytes,
    initials,
    normal_code,
    written_code,
)
from jamsostek.documents.rules.kinds import KINDS, Kind, KindOfPaper, number_of
from jamsostek.documents.rules.rendering import render, render_picture
from jamsostek.documents.rules.texts import printable

__all__ = [
    "CODE_LENGTH",
    "KINDS",
    "Body",
    "Card",
    "Certificate",
    "Kind",
    "KindOfPaper",
    "Letter",
    "Line",
    "MonthRow",
    "Section",
    "Signatory",
    "Statement",
    "code_from_bytes",
    "initials",
    "normal_code",
    "number_of",
    "printable",
    "render",
    "render_picture",
    "written_code",
]
