"""What decisions made payable, and what came of each amount."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from jamsostek.claims.models import Claim, Payable
from jamsostek.claims.queries.awarded import SOURCE
from jamsostek.treasury.models import PaymentOrder
from jamsostek.treasury.queries.payments import Payment, orders_of
from jamsostek.web.claims.showing import lang
from jamsostek.web.templatetags.words import long_date

State = PaymentOrder.State
WORDS: Final[dict[str, tuple[str, Promise]]] = {
    State.QUEUED: ("wait", _("Menunggu dibayar")),
    State.SENT: ("wait", _("Dikirim ke bank")),
    State.UNKNOWN: ("bad", _("Belum jelas; ditanyakan ke bank")),
    State.PAID: ("good", _("Sudah dibayar")),
    State.RETURNED: ("bad", _("Dikembalikan bank; periksa rekeningnya")),
    State.CANCELLED: ("none", _("Dibatalkan")),
}


@dataclass(frozen=True, slots=True)
class ShownPayment:
    """One amount that is payable: for what, to whom, when, and how far it has come."""

    due_on: date
    label: str
    payee: str
    amount: int
    look: str
    words: str


def shown_payments(claim: Claim) -> list[ShownPayment]:
    """Give what a claim's decisions made payable and did not take back, what is due first."""
    rows = list(
        Payable.objects.filter(decision__assessment__claim=claim, withdrawn_by=None)
        .select_related("line", "payee")
        .order_by("due_on", "pk")
    )
    payments = orders_of(source=SOURCE, source_ids=[row.pk for row in rows])
    return [_shown(row, payments.get(row.pk)) for row in rows]


def _shown(row: Payable, payment: Payment | None) -> ShownPayment:
    look, words = WORDS[payment.state] if payment else ("none", _("Belum waktunya"))
    told = str(words)
    if payment and payment.paid_on:
        told = say("Dibayar %(day)s") % {"day": long_date(payment.paid_on)}
    label = row.line.label_id if lang() == "id" else row.line.label_en
    if row.line.months > 1:
        label = say("%(what)s, bulan ke-%(n)s") % {"what": label, "n": row.number}
    return ShownPayment(row.due_on, label, row.payee.name, row.amount, look, told)
