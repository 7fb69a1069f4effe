"""The questions of the public calculators of benefits; each form turns its answers into facts."""

from collections.abc import Iterable
from enum import StrEnum
from typing import Any, ClassVar, Final

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from jamsostek.benefits.explaining import sentence
from jamsostek.benefits.jkm_1993 import JkmFacts, WorkerGroup
from jamsostek.benefits.payers import Cover
from jamsostek.benefits.sentences import choice_words
from jamsostek.benefits.survivors import Beneficiary, Relation, Survivor
from jamsostek.kernel.words import Lang
from jamsostek.web.fields import CountField, DayField

NEEDED: Final = _("Jawaban ini diperlukan untuk menghitung kejadian ini.")
HEADS_MAX: Final = 20
COVERS: Final = (
    Cover.INSURED,
    Cover.IN_ARREARS,
    Cover.FIRST_UNPAID,
    Cover.WORKER_NOT_REPORTED,
    Cover.EMPLOYER_NOT_JOINED,
)
"""The covers that a family can know of; for others an officer is asked."""


def lang() -> Lang:
    """Give the language of the page."""
    return "en" if get_language() == "en" else "id"


class BenefitForm(forms.Form):
    """Questions about an event; `asks` says which question a missing fact means."""

    use_required_attribute = False
    asks: ClassVar[dict[str, str]] = {}

    def facts(self) -> Any:  # noqa: ANN401 - the facts of the programme
        """Give the answers as facts."""
        raise NotImplementedError

    def ask(self, names: Iterable[str]) -> None:
        """Say beside its question that a fact is needed."""
        for name in names:
            self.add_error(self.asks.get(name, name if name in self.fields else None), NEEDED)


class FamilyForm(BenefitForm):
    """Questions about a death: whom the worker left behind, and how their sums are paid."""

    family = forms.MultipleChoiceField(
        label=_("Keluarga yang ditinggalkan"),
        help_text=_("Pilih semua yang masih hidup. Kosongkan bila tidak ada."),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    children = CountField(
        label=_("Jumlah anak"),
        help_text=_("Untuk membagi bila tidak ada janda atau duda. Boleh dikosongkan."),
        required=False,
        least=1,
        most=HEADS_MAX,
    )
    will = forms.ChoiceField(
        label=_("Wasiat"),
        help_text=_("Hanya bila tidak ada keluarga."),
        choices=[("", _("Tidak ditanyakan")), ("yes", _("Ada")), ("no", _("Tidak ada"))],
        required=False,
    )
    up_front = forms.ChoiceField(
        label=_("Santunan berkala"),
        help_text=_("Sejak 23 April 2012 keluarga boleh memilih."),
        choices=[
            ("", _("Belum dipilih")),
            ("no", _("Setiap bulan")),
            ("yes", _("Di muka sekaligus")),
        ],
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - Django's own
        super().__init__(*args, **kwargs)
        words = [(each.value, sentence_of(each)) for each in Relation]
        self.fields["family"].choices = words  # type: ignore[attr-defined]

    def survivors(self) -> tuple[Survivor, ...]:
        """Give the family as the order of the law judges it."""
        found: list[Survivor] = []
        for code in self.cleaned_data["family"]:
            relation = Relation(code)
            many = self.cleaned_data["children"] or 1 if relation is Relation.CHILD else 1
            name = sentence_of(relation)
            found += [
                Survivor(relation, f"{name} {n}" if many > 1 else name) for n in range(1, many + 1)
            ]
        return tuple(found)

    def will_(self) -> tuple[Beneficiary, ...] | None:
        """Give whom a will names; None where that was not asked."""
        named = Beneficiary(str(_("yang ditunjuk dalam wasiat")))
        return {"": None, "yes": (named,), "no": ()}[self.cleaned_data["will"]]

    def up_front_(self) -> bool | None:
        """Give the choice of payment up front; None where none was made."""
        return {"": None, "yes": True, "no": False}[self.cleaned_data["up_front"]]


def sentence_of(choice: StrEnum) -> str:
    """Give the words for a choice, begun with a capital."""
    return sentence(choice_words(choice).in_(lang()))


class DeathForm(FamilyForm):
    """A death without a work accident."""

    asks: ClassVar[dict[str, str]] = {"survivors": "family"}

    event_date = DayField(label=_("Tanggal meninggal"), help_text=_("Misalnya 12-03-2011."))
    cover = forms.ChoiceField(label=_("Kepesertaan pada hari itu"))
    field_order = ["event_date", "cover"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - Django's own
        super().__init__(*args, **kwargs)
        self.fields["cover"].choices = [(each.value, sentence_of(each)) for each in COVERS]  # type: ignore[attr-defined]

    def facts(self) -> JkmFacts:
        """Give the facts of the death; who is no ordinary worker has no JKM."""
        return JkmFacts(
            event_date=self.cleaned_data["event_date"],
            work_accident=False,
            group=WorkerGroup.WORKER,
            cover=Cover(self.cleaned_data["cover"]),
            survivors=self.survivors(),
            will=self.will_(),
            up_front=self.up_front_(),
        )
