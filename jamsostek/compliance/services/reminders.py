"""Reminders: letters about unpaid bills, one of each grade for a bill, single or by branch."""

from collections.abc import Callable, Sequence
from typing import Final

from django.db import transaction

from jamsostek.compliance.models import Reminder, ReminderBill, ReminderRun
from jamsostek.compliance.queries.penalties import LateBill, late_bills_of
from jamsostek.compliance.queries.reminders import employers_to_remind, reminders_due
from jamsostek.compliance.rules.reminders import AFTER_LETTER, FIRST, LAST, TITLES
from jamsostek.contributions.models import Bill
from jamsostek.documents import services as documents
from jamsostek.documents.rules import Kind, Letter, Line, Signatory
from jamsostek.documents.services import NewDocument
from jamsostek.institution.models import Branch
from jamsostek.kernel.acts import Act
from jamsostek.kernel.months import Month
from jamsostek.kernel.words import long_date, month_name, rupiah
from jamsostek.membership.models import Employer
from jamsostek.membership.services import hold_employer

BASIS: Final = "PP 14/1993, Pasal 10"

Progress = Callable[[int, int], None]


@transaction.atomic
def send_reminders(*, employer: Employer, position: str, act: Act) -> list[Reminder]:
    """Send an employer the letters that are due on the day of the act; none where none is.

    One letter for each grade, each with the table of its bills and the penalties grown so far.
    Doing it again sends nothing more: a bill gets one letter of each grade.

    Raises:
        NoAddress, UnknownOffice, LawGap: as issuing a document does.
    """
    held = hold_employer(employer)
    due = reminders_due([held.pk], act.day).get(held.pk, {})
    if not due:
        return []
    late = {each.bill.pk: each for each in late_bills_of(held, act.day)}
    return [_send(held, grade, due[grade], late, position, act) for grade in sorted(due)]


def _send(
    employer: Employer,
    grade: int,
    bills: Sequence[Bill],
    late: dict[int, LateBill],
    position: str,
    act: Act,
) -> Reminder:
    listed = [late[bill.pk] for bill in bills if bill.pk in late]
    document = documents.issue(
        new=NewDocument(
            kind=Kind.REMINDER,
            subject_type="employer",
            subject_id=employer.pk,
            holder=employer.name,
            office_code=employer.branch.code,
            title=TITLES[grade],
            body=_letter(employer, grade, listed, Signatory(act.actor, position), act),
        ),
        act=act,
    )
    reminder = Reminder.objects.create(
        employer=employer,
        grade=grade,
        sent_on=act.day,
        sent_at=act.at,
        sent_by=act.actor,
        amount=sum(each.missing for each in listed),
        penalty=sum(max(each.uncharged, 0) for each in listed),
        document=document,
    )
    ReminderBill.objects.bulk_create(
        ReminderBill(
            reminder=reminder,
            bill=each.bill,
            grade=grade,
            amount=each.missing,
            penalty=max(each.uncharged, 0),
        )
        for each in listed
    )
    return reminder


def remind_branch(
    *, run: ReminderRun, position: str, act: Act, progress: Progress | None = None
) -> int:
    """Send the letters that are due at a branch, employer by employer; tell how many were sent.

    Every employer is a transaction of its own: a round broken off goes on where it stopped.
    """
    numbers = employers_to_remind([run.branch_id], act.day)
    sent = 0
    for done, number in enumerate(numbers, start=1):
        employer = Employer.objects.select_related("branch").get(pk=number)
        sent += len(send_reminders(employer=employer, position=position, act=act))
        if progress is not None:
            progress(done, len(numbers))
    return sent


def ask_for_round(*, branch: Branch, act: Act) -> ReminderRun:
    """Note that a branch wants its letters sent."""
    return ReminderRun.objects.create(
        branch=branch, day=act.day, asked_at=act.at, asked_by=act.actor
    )


def _letter(
    employer: Employer, grade: int, late: Sequence[LateBill], signatory: Signatory, act: Act
) -> Letter:
    missing = sum(each.missing for each in late)
    fined = [each for each in late if each.uncharged > 0]
    penalty = sum(each.uncharged for each in fined)
    until = long_date(act.day + AFTER_LETTER)
    pay = (
        f"Tunggakan sebesar {rupiah(missing)} dibayar melalui bank dengan kode iuran pada daftar di"
        f" atas, paling lambat {until}."
    )
    grows = (
        f"Denda sebesar {rupiah(penalty)} dihitung sampai tanggal surat ini, bertambah untuk setiap"
        " bulan keterlambatan (PP 14/1993, Pasal 47 huruf b), dan ditagih bersama tagihan bulan"
        " berikutnya."
    )
    return Letter(
        recipient=(f"Pimpinan {employer.name}", f"NPP {employer.npp}", employer.address),
        paragraphs=_opening(employer, grade, act),
        lines=(*map(_owed, late), *map(_fined, fined)),
        total_label="Tunggakan dan denda",
        closing=(pay, *((grows,) if fined else ()), *_ending(grade)),
        signatory=signatory,
    )


def _opening(employer: Employer, grade: int, act: Act) -> tuple[str, ...]:
    known = (
        f"Menurut catatan kami, sampai {long_date(act.day)} iuran jaminan sosial tenaga kerja"
        f" {employer.name} berikut ini belum kami terima seluruhnya. Iuran dibayar paling lambat"
        " tanggal 15 bulan berikutnya (PP 14/1993, Pasal 10 ayat (1))."
    )
    if grade == FIRST:
        return (known,)
    word = "pertama" if grade < LAST else "kedua"
    return (f"Surat peringatan {word} kami tentang iuran berikut belum dipenuhi.", known)


def _ending(grade: int) -> tuple[str, ...]:
    plan = (
        "Bila tunggakan tidak dapat dibayar sekaligus, perusahaan dapat mengajukan pembayaran"
        " bertahap kepada kantor kami. Denda tetap berjalan sampai iuran dibayar."
    )
    if grade < LAST:
        return (plan, "Bila sudah membayar, mohon abaikan surat ini dan kirimkan bukti setorannya.")
    threat = (
        "Ini peringatan terakhir. Pengusaha yang tidak memenuhi kewajibannya diancam hukuman"
        " kurungan atau denda (UU 3/1992, Pasal 29 ayat (1))."
    )
    return threat, plan


def _owed(late: LateBill) -> Line:
    bill = late.bill
    what = "Koreksi iuran" if bill.kind == Bill.Kind.CORRECTION else "Iuran"
    return Line(
        f"{what} {month_name(Month.of(bill.month))}, jatuh tempo {long_date(bill.due_date)};"
        f" kode iuran {bill.code}",
        late.missing,
        f"{BASIS} ayat (1)",
    )


def _fined(late: LateBill) -> Line:
    month = month_name(Month.of(late.bill.month))
    working = late.penalty.working.replace(",", ".")
    return Line(f"Denda {month}: {working}", late.uncharged, late.penalty.citation)
