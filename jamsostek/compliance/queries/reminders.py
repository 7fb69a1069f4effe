"""Reminders that were sent, and those that are due."""

from collections.abc import Collection
from datetime import date

from django.db.models import Count, QuerySet

from jamsostek.compliance.models import Reminder, ReminderBill
from jamsostek.compliance.queries.agreements import bills_agreed
from jamsostek.compliance.rules.reminders import next_reminder
from jamsostek.contributions.models import Bill
from jamsostek.contributions.queries.bills import overdue_bills
from jamsostek.membership.models import Employer


def reminders_of(employer: Employer) -> QuerySet[Reminder]:
    """Give the letters sent to an employer, newest first, each with how many `bill_count`."""
    sent = Reminder.objects.filter(employer=employer).select_related("document")
    return sent.annotate(bill_count=Count("bills")).order_by("-pk")


def reminders_due(employers: Collection[int], on: date) -> dict[int, dict[int, list[Bill]]]:
    """Give by employer and grade the bills that a letter is due about on a day.

    None is sent about bills under an agreement that is kept so far.
    """
    bills = list(
        overdue_bills(on)
        .filter(employer_id__in=employers)
        .select_related("correction")
        .order_by("employer_id", "month", "pk")
    )
    agreed = bills_agreed(employers, on)
    last: dict[int, tuple[int, date]] = {}
    about = ReminderBill.objects.filter(bill__in=bills).order_by("grade")
    for bill_id, grade, day in about.values_list("bill_id", "grade", "reminder__sent_on"):
        last[bill_id] = (grade, day)
    due: dict[int, dict[int, list[Bill]]] = {}
    for bill in bills:
        grade_due = next_reminder(bill.due_date, last.get(bill.pk), on=on)
        is_owed = bill.asked > bill.received and bill.pk not in agreed
        if is_owed and grade_due is not None and bill.employer_id is not None:
            due.setdefault(bill.employer_id, {}).setdefault(grade_due, []).append(bill)
    return due


def employers_to_remind(branch_ids: Collection[int], on: date) -> list[int]:
    """Give the employers of branches that a letter is due to on a day."""
    overdue = overdue_bills(on).filter(branch_id__in=branch_ids, employer__isnull=False)
    owing = overdue.order_by("employer_id").values_list("employer_id", flat=True).distinct()
    return sorted(reminders_due([number for number in owing if number is not None], on))
