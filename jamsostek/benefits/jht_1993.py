"""JHT: the savings with their return, in the form chosen, less tax (PP 14/1993, Pasal 24 - 32)."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import groupby
from typing import Final

from jamsostek.benefits import jht_tax
from jamsostek.benefits.awards import (
    Award,
    AwardLine,
    FactsContradict,
    Label,
    Recipient,
    Undetermined,
    line,
)
from jamsostek.benefits.facts import check_day, require
from jamsostek.benefits.heirs import heirs_of
from jamsostek.benefits.jht_exits_1993 import Way, after_work, at_55, months_later, on_disability
from jamsostek.benefits.jht_facts_1993 import ALWAYS, NEEDED, JhtExit, JhtFacts, PaymentForm
from jamsostek.benefits.jht_tax_2009 import EarlierPayment, TaxedPayment
from jamsostek.benefits.returns_1993 import return_working, year_rate, years_to_credit
from jamsostek.benefits.survivors import Heirs, Takers
from jamsostek.kernel.money import allocate
from jamsostek.kernel.words import Said, joined
from jamsostek.law.citations import implements
from jamsostek.law.programmes import Programme
from jamsostek.law.reader import LawGap, NotFound, NotInForce, parameter_named, row_on

_DEATHS: Final = {JhtExit.DEATH, JhtExit.DEATH_WHILE_PAID}
_MAY_CHOOSE: Final = {JhtExit.AGE_55, JhtExit.TOTAL_DISABILITY}


@implements(
    "UU 3/1992, Pasal 14",
    "PP 14/1993, Pasal 24 ayat (1)",
    "PP 14/1993, Pasal 24 ayat (3)",
    "PP 14/1993, Pasal 25",
    "PP 14/1993, Pasal 26",
    "PP 14/1993, Pasal 31",
)
def assess_jht(facts: JhtFacts) -> Award:
    """Give what of the savings is owed on the day of payment, with return and tax.

    An award without lines says in its notes why nothing can be taken, and from which day on.

    Raises:
        FactsMissing: a fact that decides is not given; all such are named.
        FactsContradict: facts that cannot be true together.
        NotInForce: the event lies outside the law of this version.
    """
    if facts.event_date:
        check_day(Programme.JHT, facts.event_date)
    require(facts, *ALWAYS, *(NEEDED[facts.exit] if facts.exit else ()))
    if facts.works_again and facts.exit is JhtExit.STOPPED_WORKING:
        require(facts, "works_again_on")
    _check(facts)
    event, paid_on = _day(facts.event_date), _day(facts.payment_date)
    way = _way(facts, event)
    if way.from_date is None or paid_on < way.from_date:
        return _not_yet(way, event)
    heirs = _heirs(facts, event)
    savings, open_return = _savings(facts, _recipient(facts))
    gross = sum(one.amount for one in savings)
    months = _months(facts, gross, is_open=bool(open_return), on=event)
    caution = joined(_caution(facts, gross, months, event), heirs.caution if heirs else "")
    lines = [_as_paid(one, months, caution) for one in savings]
    entitled_on = _day(way.entitled_on)
    taxes = [_OPEN_TAX] if open_return else _taxes(facts, gross, months, entitled_on)
    undetermined = [*open_return, *(one for one in taxes if isinstance(one, Undetermined))]
    if heirs and heirs.takers is Takers.NOT_SAID:
        undetermined.append(_NO_HEIR)
    return Award(
        Programme.JHT,
        event,
        (*lines, *(one for one in taxes if isinstance(one, AwardLine))),
        tuple(undetermined),
        heirs.said if heirs else (),
    )


def _day(day: date | None) -> date:
    assert day is not None  # noqa: S101 - for the type checker; it was required before
    return day


def _check(facts: JhtFacts) -> None:
    """Check that balance, movements and days can be true together."""
    balance_date, paid_on = _day(facts.balance_date), _day(facts.payment_date)
    is_year_end = (balance_date.month, balance_date.day) == (12, 31)
    if balance_date > paid_on or not (is_year_end or balance_date == paid_on):
        raise FactsContradict(
            f"A balance of {balance_date} does not do: it is that of the day of payment"
            f" ({paid_on}) or of a 31 December before."
        )
    if (facts.balance or 0) < 0:
        raise FactsContradict("A balance below zero cannot be paid out.")
    for movement in facts.movements:
        if not balance_date < movement.value_day <= paid_on:
            raise FactsContradict(
                f"The movement of {movement.value_day} does not lie after the balance of"
                f" {balance_date} and by the day of payment, {paid_on}."
            )
    if (facts.balance or 0) + sum(movement.amount for movement in facts.movements) < 0:
        raise FactsContradict("The movements take the balance below zero.")
    if facts.works_again and (facts.works_again_on or date.max) < _day(facts.event_date):
        raise FactsContradict("works_again_on lies before the first day no longer worked.")
    if facts.exit is JhtExit.DEATH_WHILE_PAID and facts.movements:
        raise FactsContradict("What is left of monthly payments has no movements.")


def _way(facts: JhtFacts, event: date) -> Way:
    """Give the way to the savings that the facts claim."""
    if facts.exit is JhtExit.AGE_55 and facts.birth_date and facts.at_55:
        return at_55(facts.birth_date, facts.at_55, on=event)
    if facts.exit is JhtExit.TOTAL_DISABILITY:
        return on_disability(bool(facts.disability_certified), on=event)
    if facts.exit is JhtExit.STOPPED_WORKING and facts.birth_date and facts.member_since:
        return after_work(
            event,
            birth_date=facts.birth_date,
            member_since=facts.member_since,
            works_again_on=facts.works_again_on if facts.works_again else None,
            asked_on=_day(facts.payment_date),
        )
    if facts.exit is JhtExit.CIVIL_SERVICE:
        return Way(event, event, row_on("jht", "civil_service_exit", on=event).citation)
    if facts.exit is JhtExit.DEATH_WHILE_PAID:
        return Way(event, facts.entitled_on, "PP 14/1993, Pasal 26 ayat (1) huruf a")
    is_death = facts.exit is JhtExit.DEATH
    return Way(event, event, "PP 14/1993, Pasal 26" if is_death else "PP 14/1993, Pasal 25")


def _not_yet(way: Way, event: date) -> Award:
    """Give the award of savings that cannot be taken: why, and from when."""
    note = way.why or _BEFORE_EVENT
    undetermined = (
        (Undetermined("JHT_WAIT", _WAIT, way.citation, way.settled_by),) if way.open_from else ()
    )
    return Award(Programme.JHT, event, (), undetermined, (note,))


def _heirs(facts: JhtFacts, event: date) -> Heirs | None:
    if facts.exit not in _DEATHS:
        return None
    return heirs_of(Programme.JHT, facts.survivors or (), facts.will, on=event)


def _recipient(facts: JhtFacts) -> Recipient:
    return Recipient.HEIRS if facts.exit in _DEATHS else Recipient.MEMBER


def _savings(facts: JhtFacts, recipient: Recipient) -> tuple[list[AwardLine], list[Undetermined]]:
    """Give balance, movements and returns as lines, and the return that is not known."""
    balance_date, paid_on = _day(facts.balance_date), _day(facts.payment_date)
    left = facts.exit is JhtExit.DEATH_WHILE_PAID
    lines = [
        line(
            "JHT_BALANCE",
            _LEFT if left else _BALANCE,
            f"{facts.balance}",
            citation=_OF_WHAT_IS_LEFT if left else _OF_SAVINGS,
            recipient=recipient,
        )
    ]
    movements = sorted((one.value_day, one.amount) for one in facts.movements)
    if movements:
        signed = (f"{'-' if amount < 0 else '+'} {abs(amount)}" for _, amount in movements)
        lines.append(
            line(
                "JHT_CONTRIBUTIONS",
                _MOVEMENTS,
                f"0 {' '.join(signed)}",
                citation=_OF_SAVINGS,
                recipient=recipient,
            )
        )
    if left:
        return lines, []
    opening = facts.balance or 0
    for year, last_day in years_to_credit(balance_date, paid_on):
        inside = [one for one in movements if one[0].year == year]
        earned = _return_of(opening, inside, last_day, recipient)
        if isinstance(earned, Undetermined):
            return lines, [earned]
        lines.append(earned)
        opening += earned.amount + sum(amount for _, amount in inside)
    return lines, []


def _return_of(
    opening: int, movements: Sequence[tuple[date, int]], last_day: date, recipient: Recipient
) -> AwardLine | Undetermined:
    """Give the return of a year up to its last earning day, or what would settle it."""
    year = last_day.year
    label = Label(f"Hasil pengembangan {year}", f"Return of {year}")
    try:
        rate = year_rate(year)
    except (NotFound, NotInForce) as gap:
        return Undetermined("JHT_RETURN", label, _OF_SAVINGS, _rate_wanted(year, gap))
    weak = rate.confidence != "high"
    return line(
        "JHT_RETURN",
        label,
        return_working(opening, movements, rate=rate.percent, last_day=last_day),
        citation=rate.citation,
        recipient=recipient,
        caution=_weak_rate(year, rate.note) if weak else "",
    )


def _months(facts: JhtFacts, gross: int, *, is_open: bool, on: date) -> int:
    """Give over how many months the savings are paid: one, unless the member chose otherwise.

    Raises:
        FactsMissing: the choice, or the months of it, is not given.
        FactsContradict: the months are not 2 to 60.
    """
    if facts.exit not in _MAY_CHOOSE:
        return 1
    threshold = row_on("jht", "lump_sum_below", on=on).value
    if gross < threshold and not is_open:
        return 1
    require(facts, "payment_form")
    if facts.payment_form is PaymentForm.LUMP_SUM:
        return 1
    require(facts, "periodic_months")
    most = row_on("jht", "periodic_years_max", on=on).value * 12
    months = facts.periodic_months or 0
    if not 2 <= months <= most:
        raise FactsContradict(f"Savings are paid over 2 to {most} months, not {months}.")
    return months


def _caution(facts: JhtFacts, gross: int, months: int, on: date) -> str:
    """Say what weak ground the whole award stands on."""
    if facts.exit is JhtExit.CIVIL_SERVICE:
        return _CIVIL_SERVICE
    asked = facts.payment_form is PaymentForm.PERIODIC
    if asked and months == 1:
        return _ONLY_AT_ONCE
    if months == 1:
        return ""
    try:
        practice = row_on("jht", "practice_lump_sum_below", on=on).value
    except NotInForce:
        return ""
    return _PRACTICE if gross < practice else ""


def _as_paid(one: AwardLine, months: int, caution: str) -> AwardLine:
    return replace(one, months=months, caution=joined(one.caution, caution))


def _taxes(
    facts: JhtFacts, gross: int, months: int, entitled_on: date
) -> Sequence[AwardLine | Undetermined]:
    """Give the tax on the savings: one line, or one for the first two years and each later one."""
    paid_on = _day(facts.payment_date)
    in_parts = parameter_named("jht_tax", "one_payment_years").rows[0]
    if months > 1 and entitled_on < in_parts.from_date:
        return [_MONTHLY_BEFORE_2009]
    earlier = facts.earlier_payments or ()
    parts = allocate(gross, [1] * months)
    days = [months_later(paid_on, ahead) for ahead in range(months)]
    taxes = []
    for _, group in groupby(zip(days, parts, strict=True), key=lambda one: one[0].year):
        paid = list(group)
        payment = TaxedPayment(
            entitled_on=entitled_on,
            paid_on=paid[-1][0],
            amount=sum(amount for _, amount in paid),
            earlier=tuple(earlier),
            has_npwp=facts.has_npwp,
            caution=_tax_caution(facts),
        )
        taxes.append(_of_year(jht_tax.withheld(payment), payment.paid_on.year, months))
        earlier = (*earlier, *(EarlierPayment(*one) for one in paid))
    return taxes


def _of_year(tax: AwardLine | Undetermined, year: int, months: int) -> AwardLine | Undetermined:
    """Name the year of a tax where payments go over several."""
    if months == 1:
        return tax
    return replace(tax, label=Label(f"{tax.label.id}, {year}", f"{tax.label.en}, {year}"))


def _tax_caution(facts: JhtFacts) -> str:
    if facts.exit in _DEATHS:
        return _HEIRS_TOGETHER
    return _LEAVERS if facts.exit is JhtExit.LEAVING_INDONESIA else ""


def _weak_rate(year: int, note: str) -> str:
    return Said(
        f"Tingkat hasil pengembangan {year} berasal dari berita, bukan dari keputusan yang dibaca.",
        f"The rate of {year} was not read in the decision: {note}",
    )


def _rate_wanted(year: int, gap: LawGap) -> str:
    return Said(
        f"Tingkat hasil pengembangan {year} belum diketahui; keputusan badan penyelenggara untuk"
        " tahun itu akan memastikannya.",
        f"The rate of {year} is not known; the institution's decision for the year would settle"
        f" it. {gap}",
    )


_OF_SAVINGS: Final = "PP 14/1993, Pasal 24 ayat (1)"
_OF_WHAT_IS_LEFT: Final = "PP 14/1993, Pasal 26 ayat (1) huruf a"
_BALANCE: Final = Label("Saldo Jaminan Hari Tua", "Savings")
_LEFT: Final = Label(
    "Sisa Jaminan Hari Tua yang belum dibayarkan", "What is left of monthly payments"
)
_MOVEMENTS: Final = Label("Iuran sesudah saldo itu", "Contributions since")
_WAIT: Final = Label("Masa tunggu", "The wait")
_BEFORE_EVENT: Final = Said(
    "Tanggal pembayaran mendahului kejadiannya.", "The day of payment lies before the event."
)
_OPEN_TAX: Final = Undetermined(
    "JHT_TAX",
    jht_tax.TAX,
    "PP 149/2000, Pasal 2; PP 68/2009, Pasal 5",
    Said(
        "Pajak dihitung dari jumlah bruto, yang belum diketahui selama hasil pengembangan belum"
        " pasti.",
        "Tax is on the gross amount, which is not known while the return is not.",
    ),
)
_MONTHLY_BEFORE_2009: Final = Undetermined(
    "JHT_TAX",
    jht_tax.TAX,
    "PP 149/2000, Pasal 1",
    Said(
        "PP 149/2000 hanya mengatur pembayaran sekaligus; pajak atas pembayaran berkala mengikuti"
        " aturan umum PPh Pasal 21 saat itu, yang tidak ditemukan.",
        "PP 149/2000 covers payment at once alone; monthly payments followed the general rules of"
        " the time, which were not found.",
    ),
)
_NO_HEIR: Final = Undetermined(
    "JHT_HEIRS",
    Label("Penerima", "Who takes"),
    "PP 14/1993, Pasal 26",
    Said(
        "Peraturan hanya menyebut janda, duda dan anak; penetapan ahli waris oleh pengadilan akan"
        " memastikan penerimanya.",
        "The regulation names widow, widower and child alone; a court's finding of the heirs would"
        " settle who takes.",
    ),
)
_CIVIL_SERVICE: Final = Said(
    "Pembayaran karena menjadi pegawai negeri atau anggota TNI/Polri hanya disebut dalam survei"
    " tahun 2012; aturan menterinya tidak ditemukan.",
    "Payment on becoming a civil servant or soldier is named by a survey of 2012 alone; the rule of"
    " the minister was not found.",
)
_PRACTICE: Final = Said(
    "Menurut Pasal 24 dapat dipilih berkala sejak Rp3.000.000; praktiknya baru di atas"
    " Rp50.000.000.",
    "By Pasal 24 monthly payment can be chosen from Rp3,000,000 on; the offices had it only above"
    " Rp50,000,000.",
)
_ONLY_AT_ONCE: Final = Said(
    "Dibayar sekaligus: pilihan berkala hanya ada pada usia 55 tahun atau cacat total, untuk"
    " jumlah sejak Rp3.000.000 (Pasal 24).",
    "Paid at once: monthly payment can be chosen only at 55 or on total disability, for amounts"
    " from Rp3,000,000 on (Pasal 24).",
)
_HEIRS_TOGETHER: Final = Said(
    "Dihitung dari seluruh jumlah sekali; peraturan tidak menyebut pemotongan per ahli waris.",
    "Worked out once on the whole; the regulation does not speak of withholding heir by heir.",
)
_LEAVERS: Final = Said(
    "Berlaku bagi wajib pajak dalam negeri; siapa yang sudah menjadi wajib pajak luar negeri"
    " dipotong menurut PPh Pasal 26.",
    "Holds for residents for tax; of who no longer is one, tax is withheld under Pasal 26 of the"
    " income tax act.",
)
