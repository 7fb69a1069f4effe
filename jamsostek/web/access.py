"""Who may open which page: every route carries exactly one permission."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from functools import wraps
from typing import Any, Final

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect

from jamsostek.institution.models import Role, StaffMember, User
from jamsostek.membership.models import ContractorUser, EmployerUser, GroupUser, MemberUser
from jamsostek.providers.models import ProviderUser

View = Callable[..., HttpResponseBase]

SECOND_FACTOR_SEEN = "second_factor"


class StaffRequest(HttpRequest):
    """A request that has passed a permission for staff."""

    user: User
    officer: StaffMember


class EmployerRequest(HttpRequest):
    """A request that has passed the permission for employers."""

    user: User
    employer_user: EmployerUser


class ContractorRequest(HttpRequest):
    """A request that has passed the permission for contractors."""

    user: User
    contractor_user: ContractorUser


class MemberRequest(HttpRequest):
    """A request that has passed the permission for members."""

    user: User
    member_user: MemberUser


class GroupRequest(HttpRequest):
    """A request that has passed the permission for collectors of groups."""

    user: User
    group_user: GroupUser


class ProviderRequest(HttpRequest):
    """A request that has passed the permission for providers of health care."""

    user: User
    provider_user: ProviderUser


class Audience(StrEnum):
    """Whom a page is for."""

    PUBLIC = "PUBLIC"
    SIGNED_IN = "SIGNED_IN"
    STAFF = "STAFF"
    EMPLOYER = "EMPLOYER"
    CONTRACTOR = "CONTRACTOR"
    FOR_CONTRACTOR = "FOR_CONTRACTOR"
    """The contractor itself, and staff; each view looks whose project it is."""
    MEMBER = "MEMBER"
    GROUP = "GROUP"
    PROVIDER = "PROVIDER"
    FOR_EMPLOYER = "FOR_EMPLOYER"
    """The employer itself, and staff who act for it; each view looks whose employer it is."""


USERS: Final = {
    Audience.EMPLOYER: "employer_user",
    Audience.FOR_EMPLOYER: "employer_user",
    Audience.CONTRACTOR: "contractor_user",
    Audience.FOR_CONTRACTOR: "contractor_user",
    Audience.MEMBER: "member_user",
    Audience.GROUP: "group_user",
    Audience.PROVIDER: "provider_user",
}
"""Who of those signed in an audience is, as the request has them."""
OFFICERS_TOO: Final = {Audience.FOR_EMPLOYER, Audience.FOR_CONTRACTOR}


@dataclass(frozen=True, slots=True)
class Permission:
    """Whom a page is for, and for staff in which roles."""

    audience: Audience
    roles: frozenset[str] = frozenset()

    def admits(self, request: HttpRequest) -> bool:
        """Tell whether somebody signed in may open the page."""
        if self.audience is Audience.STAFF:
            return self._admits_officer(request)
        user = USERS.get(self.audience)
        is_own = user is not None and getattr(request, user, None) is not None
        if self.audience in OFFICERS_TOO:
            return is_own or self._admits_officer(request)
        return is_own or user is None

    def _admits_officer(self, request: HttpRequest) -> bool:
        officer: StaffMember | None = getattr(request, "officer", None)
        return officer is not None and not self.roles.isdisjoint(officer.roles)


def staff(*roles: str) -> Permission:
    """Give the permission of staff in any of these roles."""
    return Permission(Audience.STAFF, frozenset(roles))


PUBLIC = Permission(Audience.PUBLIC)
SIGNED_IN = Permission(Audience.SIGNED_IN)
EMPLOYER = Permission(Audience.EMPLOYER)
CONTRACTOR = Permission(Audience.CONTRACTOR)
MEMBER = Permission(Audience.MEMBER)
GROUP = Permission(Audience.GROUP)
PROVIDER = Permission(Audience.PROVIDER)
EVERY_OFFICER = staff(*Role.values)
READ_MEMBERS = staff(*(set(Role.values) - {Role.ADMINISTRATOR}))
WRITE_MEMBERS = staff(Role.MEMBERSHIP_OFFICER)
READ_BOOKS = staff(Role.FINANCE_OFFICER, Role.REGIONAL_HEAD, Role.AUDITOR)
WRITE_BOOKS = staff(Role.FINANCE_OFFICER)
READ_BENEFITS = staff(
    Role.CLAIMS_OFFICER,
    Role.CLAIMS_SUPERVISOR,
    Role.MEDICAL_ADVISER,
    Role.REGIONAL_HEAD,
    Role.AUDITOR,
)
"""The names behind the report of benefits; its sums are for whoever reads members."""
SET_TARGETS = staff(Role.REGIONAL_HEAD, Role.ADMINISTRATOR)
READ_TARGETS = staff(Role.REGIONAL_HEAD, Role.ADMINISTRATOR, Role.AUDITOR)
SEE_PAYMENTS = staff(
    Role.CASHIER, Role.FINANCE_OFFICER, Role.CLAIMS_SUPERVISOR, Role.REGIONAL_HEAD, Role.AUDITOR
)
PAY = staff(Role.CASHIER)
RELEASE_PAYMENTS = staff(Role.FINANCE_OFFICER)
HANDLE_PAYMENTS = staff(Role.CASHIER, Role.FINANCE_OFFICER)
CHASE_ARREARS = staff(Role.MEMBERSHIP_OFFICER, Role.FINANCE_OFFICER)
DECIDE_ARREARS = staff(Role.FINANCE_OFFICER, Role.REGIONAL_HEAD)
READ_PROVIDERS = staff(*(set(Role.values) - {Role.ADMINISTRATOR}))
WRITE_PROVIDERS = staff(Role.CLAIMS_OFFICER)
APPROVE_PROVIDERS = staff(Role.CLAIMS_SUPERVISOR)
READ_AUDIT = staff(Role.AUDITOR)
READ_CLAIMS = staff(
    Role.CLAIMS_OFFICER,
    Role.CLAIMS_SUPERVISOR,
    Role.MEDICAL_ADVISER,
    Role.REGIONAL_HEAD,
    Role.AUDITOR,
)
WRITE_CLAIMS = staff(Role.CLAIMS_OFFICER)
ADVISE_CLAIMS = staff(Role.MEDICAL_ADVISER)
DECIDE_CLAIMS = staff(Role.CLAIMS_SUPERVISOR, Role.REGIONAL_HEAD)
READ_WAGES = Permission(Audience.FOR_EMPLOYER, READ_MEMBERS.roles)
READ_PROJECTS = Permission(Audience.FOR_CONTRACTOR, READ_MEMBERS.roles)
WRITE_PROJECTS = Permission(Audience.FOR_CONTRACTOR, WRITE_MEMBERS.roles)
FILE_WAGES = Permission(Audience.FOR_EMPLOYER, WRITE_MEMBERS.roles)
READ_NOTICES = Permission(Audience.FOR_EMPLOYER, READ_CLAIMS.roles)
REPORT_ACCIDENTS = Permission(Audience.FOR_EMPLOYER, WRITE_CLAIMS.roles)
READ_PROJECT_NOTICES = Permission(Audience.FOR_CONTRACTOR, READ_CLAIMS.roles)
REPORT_PROJECT_ACCIDENTS = Permission(Audience.FOR_CONTRACTOR, WRITE_CLAIMS.roles)
ASK_INSTALMENTS = Permission(Audience.FOR_EMPLOYER, CHASE_ARREARS.roles)


def route(permission: Permission) -> Callable[[View], View]:
    """Guard a view by a permission.

    Who is not signed in is sent to sign in. Who is, but may not, gets the same answer as for a
    page that does not exist, so that nothing can be learnt from asking.
    """

    def guard(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:  # noqa: ANN401 - whatever the route captures
            return _refusal(permission, request) or view(request, *args, **kwargs)

        guarded.permission = permission  # type: ignore[attr-defined]
        return guarded

    return guard


def _refusal(permission: Permission, request: HttpRequest) -> HttpResponse | None:
    if permission.audience is Audience.PUBLIC:
        return None
    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    if not permission.admits(request):
        raise Http404
    is_officer = getattr(request, "officer", None) is not None
    if permission.roles and is_officer and _lacks_second_factor(request):
        return redirect("mfa_activate_totp")
    return None


def _lacks_second_factor(request: HttpRequest) -> bool:
    """Tell whether an officer still has to set up the authenticator (not in development)."""
    if settings.IN_DEVELOPMENT or request.session.get(SECOND_FACTOR_SEEN):
        return False
    has_one = Authenticator.objects.filter(
        user_id=request.user.pk, type=Authenticator.Type.TOTP
    ).exists()
    if has_one:
        request.session[SECOND_FACTOR_SEEN] = True
    return not has_one
