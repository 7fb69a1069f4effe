"""The story of an employer: what was done, what was paid, which bills were settled."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from itertools import chain
from operator import attrgetter

from django.utils.translation import gettext as say

from jamsostek.audit.models import Record
from jamsostek.audit.queries import records_about, records_of_all
from jamsostek.contributions.queries.bills import payments_to, settlements_of
from jamsostek.kernel.acts import BUSINESS_ZONE
from jamsostek.kernel.months import Month
from jamsostek.membership.models import Employer
from jamsostek.web import labels
from jamsostek.web.templatetags.words import month as month_words
from jamsostek.web.templatetags.words import rupiah

EVENTS_SHOWN = 20
MERGING = ("propose_merge", "merge_persons", "refuse_merge", "split_persons")


@dataclass(frozen=True, slots=True)
class Event:
    """A line of the timeline: on which day what happened; `known_at` is when we came to know."""

    day: date
    words: str
    known_at: datetime


def events_of(employer: Employer) -> list[Event]:
    """Give the latest that happened to an employer, newest first, in three statements."""
    done = [_deed(record) for record in records_about("employer", employer.pk)[:EVENTS_SHOWN]]
    paid = [
        Event(
            paid.line.day,
            say("Setoran %(amount)s diterima untuk tagihan %(month)s")
            % {"amount": rupiah(paid.amount), "month": month_words(paid.bill.month)},
            paid.made_at,
        )
        for paid in payments_to(employer)[:EVENTS_SHOWN]
    ]
    settled = [
        Event(
            settlement.settled_on,
            say("Tagihan %(month)s lunas dan dibukukan: %(amount)s")
            % {
                "amount": rupiah(settlement.bill.amount),
                "month": month_words(settlement.bill.month),
            }
            + _excess(settlement.bill.received - settlement.bill.asked),
            settlement.made_at,
        )
        for settlement in settlements_of(employer)[:EVENTS_SHOWN]
    ]
    newest = sorted(chain(settled, paid, done), key=attrgetter("day", "known_at"), reverse=True)
    return newest[:EVENTS_SHOWN]


def merge_events(person_ids: Collection[int]) -> list[Event]:
    """Give what was proposed, decided and split about the numbers of persons, newest first."""
    records = records_of_all("person", person_ids).filter(action__in=MERGING)[: 2 * EVENTS_SHOWN]
    once = {(record.detail["merge"], record.action): record for record in reversed(records)}
    return [_merging(record) for record in sorted(once.values(), key=attrgetter("id"))[::-1]]


def _merging(record: Record) -> Event:
    at = record.at.astimezone(BUSINESS_ZONE)
    numbers = f"{record.detail['duplicate']} → {record.detail['kept']}"
    words = f"{labels.deed(record.action)}: {numbers} · {record.actor}, {at:%H.%M}"
    return Event(at.date(), f"{words}. {record.reason}", record.at)


def _excess(amount: int) -> str:
    return say("; lebih bayar %(amount)s") % {"amount": rupiah(amount)} if amount > 0 else ""


def _deed(record: Record) -> Event:
    at = record.at.astimezone(BUSINESS_ZONE)
    words = labels.deed(record.action)
    about = record.detail
    named = [about["file"]] if "file" in about else []
    if "month" in about:
        named.append(month_words(Month.parse(about["month"])))
    if "bill" in about:
        named.append(about["bill"])
    if named:
        words += f": {', '.join(named)}"
    return Event(at.date(), f"{words} · {record.actor}, {at:%H.%M}", record.at)
