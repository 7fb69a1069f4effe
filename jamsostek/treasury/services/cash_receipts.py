"""The receipt of a payment handed out over the counter."""

from jamsostek.documents import services as documents
from jamsostek.documents.models import Document
from jamsostek.documents.rules import Kind, Letter, Line
from jamsostek.documents.services import AlreadyIssued, NewDocument
from jamsostek.kernel.acts import Act
from jamsostek.kernel.words import long_date
from jamsostek.treasury.models import PaymentOrder
from jamsostek.treasury.queries.payments import steps_of


def issue_receipt(*, order: PaymentOrder, act: Act) -> Document:
    """Issue the receipt of a payment in cash, to be signed; asked again, give the one issued.

    Raises:
        NotPaidInCash: it was not handed out.
        NoAddress, UnknownOffice: as `documents.services.issue` does.
    """
    is_cash = order.method == PaymentOrder.Method.CASH
    if not is_cash or order.state != PaymentOrder.State.PAID or order.paid_on is None:
        raise NotPaidInCash(f"Payment {order.code} was not handed out.")
    handed = steps_of(order).filter(state=PaymentOrder.State.PAID).get()
    body = Letter(
        recipient=(order.payee,),
        paragraphs=(
            f"Telah dibayarkan tunai di {order.branch.name} pada {long_date(order.paid_on)}.",
            f"{handed.reason}.",
            f"Kode pembayaran {order.code}. Kasir: {handed.made_by}.",
        ),
        lines=(Line(order.text, order.amount),),
        total_label="Jumlah yang diterima",
        closing=(
            "Diterima dengan jumlah tersebut di atas.",
            "Tanda tangan penerima: ________________________________",
        ),
    )
    new = NewDocument(
        kind=Kind.PAYMENT_RECEIPT,
        subject_type="payment_order",
        subject_id=order.pk,
        holder=order.payee,
        office_code=order.branch.code,
        body=body,
    )
    try:
        return documents.issue(new=new, act=act)
    except AlreadyIssued as held:
        return held.document


class NotPaidInCash(ValueError):
    """A payment that nobody received over the counter."""
