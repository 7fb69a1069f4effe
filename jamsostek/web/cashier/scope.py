"""What of payments an officer may see: those of the branches in scope, else nothing."""

from django.db.models import Exists, OuterRef, QuerySet
from django.http import Http404

from jamsostek.treasury.models import CashDesk, CashSession, PaymentOrder, PaymentRun
from jamsostek.web.access import StaffRequest
from jamsostek.web.staff.scope import branches_or_everywhere


def orders_within(request: StaffRequest) -> QuerySet[PaymentOrder]:
    """Give the payments of the officer's branches."""
    found = PaymentOrder.objects.select_related("branch", "run", "session__desk")
    scope = branches_or_everywhere(request)
    return found if scope is None else found.filter(branch_id__in=scope)


def order_asked(request: StaffRequest, number: int) -> PaymentOrder:
    """Give a payment of the officer's branches.

    Raises:
        Http404: no such payment within the scope.
    """
    found = orders_within(request).filter(pk=number).first()
    if found is None:
        raise Http404
    return found


def runs_within(request: StaffRequest) -> QuerySet[PaymentRun]:
    """Give the runs that hold payments of the officer's branches alone."""
    found = PaymentRun.objects.select_related("account", "prepared_by", "released_by", "branch")
    scope = branches_or_everywhere(request)
    if scope is None:
        return found
    held = PaymentOrder.objects.filter(run=OuterRef("pk"))
    near, far = held.filter(branch_id__in=scope), held.exclude(branch_id__in=scope)
    whole = found.filter(Exists(near) & ~Exists(far))
    return whole | found.filter(branch_id__in=scope)


def run_asked(request: StaffRequest, number: int) -> PaymentRun:
    """Give such a run.

    Raises:
        Http404: no such run within the scope.
    """
    found = runs_within(request).filter(pk=number).first()
    if found is None:
        raise Http404
    return found


def desks_within(request: StaffRequest) -> QuerySet[CashDesk]:
    """Give the tills of the officer's branches."""
    found = CashDesk.objects.select_related("branch").order_by("branch__name", "name")
    scope = branches_or_everywhere(request)
    return found if scope is None else found.filter(branch_id__in=scope)


def desk_asked(request: StaffRequest, number: int) -> CashDesk:
    """Give a till of the officer's branches.

    Raises:
        Http404: no such till within the scope.
    """
    found = desks_within(request).filter(pk=number).first()
    if found is None:
        raise Http404
    return found


def session_asked(request: StaffRequest, number: int) -> CashSession:
    """Give a session at a till of the officer's branches.

    Raises:
        Http404: no such session within the scope.
    """
    found = CashSession.objects.filter(pk=number, desk__in=desks_within(request))
    session = found.select_related("desk__branch", "cashier", "confirmed_by").first()
    if session is None:
        raise Http404
    return session
