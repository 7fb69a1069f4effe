"""Form fields that read months, days and money as people write them."""

import re
from datetime import date, datetime
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from jamsostek.kernel.money import written_rupiah
from jamsostek.kernel.months import Month, NotAMonth

MONTH_NAMES: Final = {
    name: number
    for number, names in enumerate(
        (
            "januari january jan",
            "februari february pebruari feb",
            "maret march mar",
            "april apr",
            "mei may",
            "juni june jun",
            "juli july jul",
            "agustus august agu agt aug",
            "september sep sept",
            "oktober october okt oct",
            "november nopember nov nop",
            "desember december des dec",
        ),
        start=1,
    )
    for name in names.split()
}
LARGEST: Final = 10**15


class MonthField(forms.Field):
    """Reads `2011-09`, `09/2011` or `September 2011` as a month."""

    default_error_messages = {
        "invalid": _("Tulis bulan dan tahun, misalnya 2011-09 atau September 2011.")
    }

    def to_python(self, value: Any) -> Month | None:  # noqa: ANN401 - whatever was sent
        """Give the month, or None where nothing was written."""
        text = str(value or "").strip().lower()
        if not text:
            return None
        try:
            return _month(text)
        except NotAMonth as error:
            raise ValidationError(self.error_messages["invalid"], "invalid") from error


class DayField(forms.Field):
    """Reads `30-09-2011`, `30/9/2011`, `2011-09-30` or `30 September 2011` as a day."""

    default_error_messages = {"invalid": _("Tulis tanggal, bulan dan tahun, misalnya 30-09-2011.")}

    def to_python(self, value: Any) -> date | None:  # noqa: ANN401 - whatever was sent
        """Give the day, or None where nothing was written."""
        if isinstance(value, date):
            return value
        text = str(value or "").strip().lower()
        if not text:
            return None
        try:
            return _day(text)
        except (ValueError, KeyError) as error:
            raise ValidationError(self.error_messages["invalid"], "invalid") from error

    def prepare_value(self, value: Any) -> Any:  # noqa: ANN401 - whatever is shown
        """Write a day as people here write it."""
        return value.strftime("%d-%m-%Y") if isinstance(value, date) else value


class RupiahField(forms.Field):
    """Reads `2500000`, `2.500.000` or `Rp2.500.000,00` as whole rupiah."""

    default_error_messages = {
        "invalid": _("Tulis jumlah rupiah tanpa sen, misalnya 2.500.000."),
        "minimum": _("Jumlahnya harus lebih dari nol."),
        "maximum": _("Jumlah ini terlalu besar. Periksa kembali nolnya."),
    }

    def __init__(self, *, least: int = 0, most: int = LARGEST, **kwargs: Any) -> None:  # noqa: ANN401 - Django's own
        super().__init__(**kwargs)
        self.least = least
        self.most = most
        self.widget.attrs.setdefault("inputmode", "numeric")

    def to_python(self, value: Any) -> int | None:  # noqa: ANN401 - whatever was sent
        """Give the amount, or None where nothing was written."""
        text = str(value or "").strip()
        if not text:
            return None
        amount = written_rupiah(text)
        if amount is None:
            raise ValidationError(self.error_messages["invalid"], "invalid")
        if amount < self.least:
            raise ValidationError(self.error_messages["minimum"], "minimum")
        if amount > self.most:
            raise ValidationError(self.error_messages["maximum"], "maximum")
        return amount


class CountField(RupiahField):
    """Reads `2500` or `2.500` as a whole number of something that is not money."""

    default_error_messages = {
        "invalid": _("Tulis bilangan bulat, misalnya 2.500."),
        "minimum": _("Bilangannya harus lebih dari nol."),
        "maximum": _("Bilangan ini terlalu besar. Periksa kembali nolnya."),
    }


def _month(text: str) -> Month:
    if match := re.fullmatch(r"(\d{1,2})[-/. ](\d{4})", text, re.ASCII):
        return Month(int(match[2]), int(match[1]))
    if match := re.fullmatch(r"([a-z]+)\s+(\d{4})", text, re.ASCII):
        return Month(int(match[2]), MONTH_NAMES.get(match[1], 0))
    return Month.parse(text)


def _day(text: str) -> date:
    if match := re.fullmatch(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})", text, re.ASCII):
        return date(int(match[3]), int(match[2]), int(match[1]))
    if match := re.fullmatch(r"(\d{1,2})\s+([a-z]+)\s+(\d{4})", text, re.ASCII):
        return date(int(match[3]), MONTH_NAMES[match[2]], int(match[1]))
    return datetime.strptime(text, "%Y-%m-%d").date()  # noqa: DTZ007 - a day has no zone
