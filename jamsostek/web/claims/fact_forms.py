"""A form for the facts of any benefit, made from the schema of its facts.

Every fact has one field, named by its place with strokes for dots: `injuries.1.percent` is asked
in `injuries-1-percent`, so that whoever misses a fact by name can be led to its field. A row of
a list that is left empty is no row.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from jamsostek.benefits.explaining import sentence
from jamsostek.benefits.schema import Fact, Kind, schema_of
from jamsostek.kernel.money import written_rupiah
from jamsostek.kernel.words import Lang
from jamsostek.web.claims.fact_words import YES_NO, as_typed, choices_of
from jamsostek.web.fields import CountField, DayField, RupiahField

ROWS_MAX: Final = 30
SPARE_ROWS: Final = 1
"""Empty rows that a list shows beyond those that hold something."""

Given = Mapping[str, Any]


class DecimalField(forms.Field):
    """Reads `4,5` or `4.5` as an exact decimal, kept as text."""

    default_error_messages = {"invalid": _("Tulis bilangan, misalnya 4,5.")}

    def to_python(self, value: Any) -> str | None:  # noqa: ANN401 - whatever was sent
        """Give the number as it is stored, or None where nothing was written."""
        text = str(value or "").strip().replace(",", ".")
        if not text:
            return None
        try:
            found = Decimal(text)
        except InvalidOperation as error:
            raise ValidationError(self.error_messages["invalid"], "invalid") from error
        if not found.is_finite():
            raise ValidationError(self.error_messages["invalid"], "invalid")
        return text

    def prepare_value(self, value: Any) -> Any:  # noqa: ANN401 - whatever is shown
        """Write a decimal with the comma of this country."""
        return str(value).replace(".", ",") if value is not None else None


class AmountsField(forms.Field):
    """Reads several amounts parted by semicolons: `1.500.000; 1.450.000`."""

    default_error_messages = {"invalid": _("Tulis jumlahnya satu per satu, dipisah titik koma.")}

    def to_python(self, value: Any) -> list[int]:  # noqa: ANN401 - whatever was sent
        """Give the amounts in their order; none where nothing was written."""
        parts = [part for part in str(value or "").split(";") if part.strip()]
        amounts = [written_rupiah(part.strip()) for part in parts]
        if None in amounts:
            raise ValidationError(self.error_messages["invalid"], "invalid")
        return [amount for amount in amounts if amount is not None]

    def prepare_value(self, value: Any) -> Any:  # noqa: ANN401 - whatever is shown
        """Write amounts as they are typed."""
        return "; ".join(map(str, value)) if isinstance(value, list) else value


@dataclass(frozen=True, slots=True)
class Row:
    """One of several: its number and its fields."""

    number: int
    fields: list[forms.BoundField]
    is_spare: bool


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the form: fields that belong together, or the rows of a list."""

    name: str
    words: str
    fields: list[forms.BoundField]
    rows: list[Row]
    none: forms.BoundField | None = None
    """Where it makes a difference: that there are none, which is more than not being told."""

    @property
    def is_list(self) -> bool:
        """Whether there are several, each with a row."""
        return bool(self.rows)


class FactsForm(forms.Form):
    """The facts of a claim; `known` are those the registers hold, which nobody types in.

    The rows of lists named in `apart` are kept elsewhere; only that there are none is asked here.
    """

    use_required_attribute = False

    def __init__(
        self,
        facts: Any,  # noqa: ANN401 - any facts
        *args: Any,  # noqa: ANN401 - Django's own
        given: Given | None = None,
        known: Sequence[str] = (),
        apart: Sequence[str] = (),
        **kwargs: Any,  # noqa: ANN401 - Django's own
    ) -> None:
        super().__init__(*args, **kwargs)
        self.language: Lang = "en" if get_language() == "en" else "id"
        self.schema = [fact for fact in schema_of(facts) if fact.name not in known]
        self.stored = given or {}
        self.apart = apart
        self.words_of = choices_of(facts, self.language)
        self.nullable = {f.name for f in fields(facts) if f.default is None}
        self.counts: dict[str, int] = {}
        for fact in self.schema:
            self._add(fact, self.stored.get(fact.name))

    def parts(self) -> Iterator[Part]:
        """Give the form part by part: single facts first, then groups and lists."""
        single = [self[f.name] for f in self.schema if f.kind is not Kind.GROUP]
        if single:
            yield Part("", "", single, [])
        for fact in self.schema:
            if fact.kind is Kind.GROUP:
                yield self._part(fact)

    def given(self) -> dict[str, Any]:
        """Give the answers as plain data for `benefits.schema.read_facts`, without the empty."""
        found: dict[str, Any] = {}
        for fact in self.schema:
            value = self._given(fact)
            if value not in (None, "", [], {}):
                found[fact.name] = value
            elif self.cleaned_data.get(f"{fact.name}-none"):
                found[fact.name] = []
        return found

    def tell(self, place: str, words: str | Promise) -> None:
        """Say something beside the field of a place, or on top where there is none."""
        name = field_name(place)
        self.add_error(name if name in self.fields else None, str(words))

    def clean(self) -> dict[str, Any]:
        """Refuse that there are none beside some."""
        said: dict[str, Any] = super().clean() or {}
        for fact in self.schema:
            if said.get(f"{fact.name}-none") and self._rows(fact):
                self.add_error(f"{fact.name}-none", _("Kosongkan barisnya, atau hapus tanda ini."))
        return said

    def _add(self, fact: Fact, stored: Any) -> None:  # noqa: ANN401 - what was kept
        if fact.kind is Kind.GROUP and fact.is_list and fact.name in self.nullable:
            self.fields[f"{fact.name}-none"] = forms.BooleanField(
                label=_("Tidak ada"), required=False, initial=stored == []
            )
        if fact.kind is not Kind.GROUP:
            self._put(fact.name, fact, stored)
        elif fact.is_list:
            rows = [] if fact.name in self.apart else list(stored or [])
            shown = 0 if fact.name in self.apart else self._count(fact.name, len(rows))
            self.counts[fact.name] = shown
            for number in range(1, self.counts[fact.name] + 1):
                row = rows[number - 1] if number <= len(rows) else {}
                for part in fact.parts:
                    self._put(f"{fact.name}-{number}-{part.name}", part, row.get(part.name))
        else:
            for part in fact.parts:
                self._put(f"{fact.name}-{part.name}", part, (stored or {}).get(part.name))

    def _count(self, name: str, stored: int) -> int:
        """Give how many rows to show: what was sent, else what is kept and one to spare."""
        if self.is_bound:
            sent = str(self.data.get(f"{name}-rows", ""))
            more = SPARE_ROWS if f"{name}-more" in self.data else 0
            count = int(sent[:4]) if sent.isdecimal() else stored
            return min(max(count, stored) + more, ROWS_MAX)
        return min(stored + SPARE_ROWS, ROWS_MAX)

    def _put(self, name: str, fact: Fact, stored: Any) -> None:  # noqa: ANN401 - what was kept
        place = ".".join(part for part in name.split("-") if not part.isdigit())
        self.fields[name] = field_of(fact, self.language, self.words_of.get(place, {}))
        if stored is not None:
            self.initial[name] = as_typed(fact, stored)

    def _part(self, fact: Fact) -> Part:
        words = sentence(fact.doc.in_(self.language))
        if not fact.is_list:
            fields = [self[f"{fact.name}-{part.name}"] for part in fact.parts]
            return Part(fact.name, words, fields, [])
        kept = len(self.stored.get(fact.name) or [])
        rows = [
            Row(
                number,
                [self[f"{fact.name}-{number}-{part.name}"] for part in fact.parts],
                is_spare=number > kept,
            )
            for number in range(1, self.counts[fact.name] + 1)
        ]
        none = f"{fact.name}-none"
        return Part(fact.name, words, [], rows, self[none] if none in self.fields else None)

    def _given(self, fact: Fact) -> Any:  # noqa: ANN401 - any fact
        if fact.kind is not Kind.GROUP:
            return self._value(fact.name)
        if not fact.is_list:
            return self._group(fact, f"{fact.name}-")
        return self._rows(fact)

    def _rows(self, fact: Fact) -> list[dict[str, Any]]:
        rows = range(1, self.counts.get(fact.name, 0) + 1)
        groups = (self._group(fact, f"{fact.name}-{number}-") for number in rows)
        return [group for group in groups if group]

    def _group(self, fact: Fact, before: str) -> dict[str, Any]:
        values = {part.name: self._value(f"{before}{part.name}") for part in fact.parts}
        return {name: value for name, value in values.items() if value not in (None, "", [])}

    def _value(self, name: str) -> Any:  # noqa: ANN401 - any fact
        value = self.cleaned_data.get(name)
        return value.isoformat() if isinstance(value, date) else value


def field_name(place: str) -> str:
    """Give the name of the field that asks for the fact at a place."""
    return place.replace(".", "-")


def field_of(fact: Fact, language: Lang, choices: Mapping[str, str]) -> forms.Field:
    """Give the field that asks for a fact; whether it is needed the law says, not the field."""
    words: dict[str, Any] = {"label": sentence(fact.doc.in_(language)), "required": False}
    if fact.kind is Kind.CHOICE and fact.is_list:
        return forms.MultipleChoiceField(
            choices=list(choices.items()), widget=forms.CheckboxSelectMultiple, **words
        )
    if fact.kind is Kind.CHOICE:
        return forms.ChoiceField(choices=[("", _("Belum diketahui")), *choices.items()], **words)
    if fact.kind is Kind.YES_NO:
        return forms.TypedChoiceField(
            choices=YES_NO, coerce=lambda sent: sent == "true", empty_value=None, **words
        )
    if fact.is_list:
        return AmountsField(**words)
    if fact.is_money:
        return RupiahField(**words)
    return _PLAIN[fact.kind](**words)


_PLAIN: Final[dict[Kind, type[forms.Field]]] = {
    Kind.DAY: DayField,
    Kind.WHOLE: CountField,
    Kind.DECIMAL: DecimalField,
    Kind.TEXT: forms.CharField,
}
