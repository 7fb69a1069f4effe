"""Why a row, sheet or file was not taken as it is, in the language of the page."""

from typing import Final

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from jamsostek.contributions.imports import messages
from jamsostek.contributions.models import WageFile
from jamsostek.contributions.queries.wage_files import (
    NAME_MISSING,
    NIK_TAKEN,
    WAGE_UNREADABLE,
    why_not_filed,
)
from jamsostek.web.labels import Labels

DOUBTS: Final[Labels] = {
    NIK_TAKEN: _(
        "NIK ini milik peserta dengan nomor KPJ lain. Betulkan nomor KPJ di berkas, unggah lagi."
    ),
    NAME_MISSING: _("Namanya kosong. Isi namanya di berkas, lalu unggah lagi."),
    WAGE_UNREADABLE: _("Upahnya tidak terbaca. Betulkan di berkas, lalu unggah lagi."),
}


def reason(code: str) -> str:
    """Say why a row was rejected, a sheet left out or a file refused."""
    return messages.reason(code, _language())


def not_filed(wage_file: WageFile) -> str:
    """Say what stood against declaring a file when it was last sent off; nothing if nothing."""
    code = why_not_filed(wage_file)
    return reason(code) if code else ""


def flagged(flag: str) -> str:
    """Say what of an accepted row wants to be looked at."""
    return messages.flagged(flag, _language())


def skipped(why: str) -> str:
    """Say why a row is no worker's."""
    return messages.skipped(why, _language())


def _language() -> str:
    return messages.ENGLISH if get_language() == "en" else messages.INDONESIAN
