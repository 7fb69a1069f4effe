"""The questions of the public calculators of benefits; each form turns its answers into facts."""

from collections.abc import Iterable
from decimal import Decimal
from enum import StrEnum
from typing import Any, ClassVar, Final

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from jamsostek.benefits.explaining import sentence
from jamsostek.benefits.jht_facts_1993 import JhtExit, JhtFacts, PaymentForm, WorkAt55
from jamsostek.benefits.jkk_facts import Cause, Cost, CostKind, JkkFacts, Outcome
from jamsostek.benefits.jkk_impairments import Injury, Loss
from jamsostek.benefits.jkk_table import ROWS, Impairment, Measure
from jamsostek.benefits.jkm_1993 import JkmFacts, WorkerGroup
from jamsostek.benefits.payers import Cover
from jamsostek.benefits.sentences import choice_words
from jamsostek.benefits.survivors import Beneficiary, Relation, Survivor
from jamsostek.kernel.words import Lang
from jamsostek.law.wages import WAGE_MAX
from jamsostek.web.fields import CountField, DayField, RupiahField

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


class AccidentForm(FamilyForm):
    """A work accident, with at most one disability of the table."""

    asks: ClassVar[dict[str, str]] = {
        "injuries": "impairment",
        "injuries.1.loss": "loss",
        "injuries.1.percent": "percent",
        "periodic_up_front": "up_front",
    }

    event_date = DayField(label=_("Tanggal kecelakaan"), help_text=_("Misalnya 09-05-2011."))
    monthly_wage = RupiahField(
        label=_("Upah sebulan"),
        help_text=_("Upah bulan terakhir, misalnya 1.500.000."),
        least=1,
        most=WAGE_MAX,
    )
    outcome = forms.ChoiceField(label=_("Akibatnya menurut dokter"))
    days_unable = CountField(label=_("Hari tidak mampu bekerja"), most=10_000)
    wage_paid = RupiahField(
        label=_("Upah yang tetap dibayar perusahaan selama itu"),
        help_text=_("Isi 0 bila tidak dibayar."),
        required=False,
    )
    impairment = forms.ChoiceField(
        label=_("Cacat"),
        help_text=_("Hanya bila cacat sebagian; yang diukur lain dihitung petugas."),
        required=False,
    )
    loss = forms.ChoiceField(label=_("Hilang atau berkurang fungsinya"), required=False)
    percent = CountField(label=_("Persen fungsi yang berkurang"), required=False, least=1, most=100)
    treatment = RupiahField(label=_("Biaya pengobatan dan perawatan"), required=False)
    transport = RupiahField(label=_("Biaya angkutan darat"), required=False)
    field_order = (
        *("event_date", "monthly_wage", "outcome", "days_unable", "wage_paid"),
        *("impairment", "loss", "percent", "treatment", "transport"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - Django's own
        super().__init__(*args, **kwargs)
        plain = [each for each, row in ROWS.items() if row.measure in {Measure.PLAIN, Measure.LIMB}]
        none = ("", "-")
        self.fields["outcome"].choices = [(e.value, sentence_of(e)) for e in Outcome]  # type: ignore[attr-defined]
        self.fields["impairment"].choices = [none, *((e.value, sentence_of(e)) for e in plain)]  # type: ignore[attr-defined]
        self.fields["loss"].choices = [none, *((e.value, sentence_of(e)) for e in Loss)]  # type: ignore[attr-defined]

    def facts(self) -> JkkFacts:
        """Give the facts of the accident; family and choice count after a death alone."""
        data = self.cleaned_data
        outcome = Outcome(data["outcome"])
        is_death = outcome is Outcome.DEATH
        return JkkFacts(
            event_date=data["event_date"],
            cause=Cause.ACCIDENT,
            outcome=outcome,
            days_unable=data["days_unable"],
            monthly_wage=data["monthly_wage"],
            wage_paid=data["wage_paid"],
            injuries=self.injuries() if outcome is Outcome.PARTIAL else (),
            costs=self.costs(),
            periodic_up_front=(
                self.up_front_() if outcome in {Outcome.DEATH, Outcome.TOTAL} else None
            ),
            survivors=self.survivors() if is_death else None,
            will=self.will_() if is_death else None,
        )

    def injuries(self) -> tuple[Injury, ...]:
        """Give the one disability, if one was chosen."""
        data = self.cleaned_data
        if not data["impairment"]:
            return ()
        loss = Loss(data["loss"]) if data["loss"] else None
        counts = loss is Loss.FUNCTION and data["percent"]
        percent = Decimal(data["percent"]) if counts else None
        return (Injury(Impairment(data["impairment"]), loss, percent),)

    def costs(self) -> tuple[Cost, ...]:
        """Give what was spent."""
        kinds = {"treatment": CostKind.WARD, "transport": CostKind.TRANSPORT_LAND}
        return tuple(
            Cost(kind, self.cleaned_data[name])
            for name, kind in kinds.items()
            if self.cleaned_data[name]
        )


class SavingsForm(BenefitForm):
    """Savings to be taken: paid at once, the balance being that of the day of payment."""

    asks: ClassVar[dict[str, str]] = {"payment_form": "exit"}

    exit = forms.ChoiceField(label=_("Alasan pembayaran"))
    event_date = DayField(
        label=_("Tanggal kejadian"),
        help_text=_("Hari usia 55, atau hari pertama tidak bekerja lagi."),
    )
    birth_date = DayField(label=_("Tanggal lahir"), required=False)
    member_since = DayField(label=_("Peserta sejak"), required=False)
    payment_date = DayField(label=_("Tanggal pembayaran"), help_text=_("Misalnya 30-09-2011."))
    balance = RupiahField(
        label=_("Saldo pada tanggal itu"), help_text=_("Termasuk hasil pengembangan.")
    )
    EXITS = (
        JhtExit.AGE_55,
        JhtExit.STOPPED_WORKING,
        JhtExit.TOTAL_DISABILITY,
        JhtExit.LEAVING_INDONESIA,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - Django's own
        super().__init__(*args, **kwargs)
        self.fields["exit"].choices = [(e.value, sentence_of(e)) for e in self.EXITS]  # type: ignore[attr-defined]

    def facts(self) -> JhtFacts:
        """Give the facts of who takes all savings at once and took none before."""
        data = self.cleaned_data
        return JhtFacts(
            event_date=data["event_date"],
            exit=JhtExit(data["exit"]),
            payment_date=data["payment_date"],
            balance=data["balance"],
            balance_date=data["payment_date"],
            birth_date=data["birth_date"],
            at_55=WorkAt55.NOT_WORKING,
            disability_certified=True,
            member_since=data["member_since"],
            works_again=False,
            payment_form=PaymentForm.LUMP_SUM,
            earlier_payments=(),
        )
