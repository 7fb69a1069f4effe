"""What every answer carries, and who is asking."""

from collections.abc import Callable
from datetime import timedelta
from typing import Final

from django.conf import settings
from django.contrib.auth import logout
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils import timezone, translation

from jamsostek.membership.models import ContractorUser, EmployerUser, GroupUser, MemberUser
from jamsostek.providers.models import ProviderUser

Answer = Callable[[HttpRequest], HttpResponse]

NUL: Final = "\x00"
WRITTEN_NUL: Final = "%00"
CONTENT_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
    " connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": CONTENT_POLICY,
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
}

STAFF_IDLE = timedelta(minutes=15)
EMPLOYER_IDLE = timedelta(minutes=30)
LONGEST_SESSION = timedelta(hours=8)
SEEN_STEP = timedelta(minutes=1)
"""How often the last sign of life is written down; more often would cost a write a page."""


class SecurityHeaders:
    """Adds the headers that keep foreign scripts, frames and guesses out."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, with the headers set where the view has not set its own."""
        response = self.get_response(request)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        return response


class Language:
    """Speaks Indonesian unless somebody has chosen otherwise; the browser's wish is no choice."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer in the language chosen on this browser."""
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        language = chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
        request.LANGUAGE_CODE = language
        with translation.override(language):
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response


class Officer:
    """Finds who is asking, as what, and ends sessions that lay idle or lasted too long."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer with `request.officer` and the users of others set, each may be None."""
        request.officer = None  # type: ignore[attr-defined]
        request.employer_user = None  # type: ignore[attr-defined]
        request.contractor_user = None  # type: ignore[attr-defined]
        request.member_user = None  # type: ignore[attr-defined]
        request.group_user = None  # type: ignore[attr-defined]
        request.provider_user = None  # type: ignore[attr-defined]
        _refuse_nul(request)
        if not request.user.is_authenticated:
            return self.get_response(request)
        officer = getattr(request.user, "officer", None)
        request.officer = officer  # type: ignore[attr-defined]
        if officer is None:
            _find_user(request, request.user.pk)
        if _is_over(request, STAFF_IDLE if officer else EMPLOYER_IDLE):
            logout(request)
            return redirect("account_login")
        response = self.get_response(request)
        response.headers.setdefault("Cache-Control", "no-store, private")
        return response


def _refuse_nul(request: HttpRequest) -> None:
    """Find nothing at an address with a NUL, which no text of the database can hold.

    In the address's question it is left out, as if never typed; forms refuse it beside the field.
    """
    if NUL in request.path_info:
        raise Http404
    question = request.META.get("QUERY_STRING", "")
    if WRITTEN_NUL in question:
        request.GET = QueryDict(question.replace(WRITTEN_NUL, ""), encoding=request.encoding)


def _find_user(request: HttpRequest, user_id: int) -> None:
    """Set who of an employer, contractor or provider, which member or collector asks."""
    for name, find in (
        ("employer_user", _employer_user),
        ("contractor_user", _contractor_user),
        ("member_user", _member_user),
        ("group_user", _group_user),
        ("provider_user", _provider_user),
    ):
        if found := find(user_id):
            setattr(request, name, found)
            return


def _contractor_user(user_id: int) -> ContractorUser | None:
    users = ContractorUser.objects.select_related("contractor__branch")
    return users.filter(user_id=user_id).first()


def _member_user(user_id: int) -> MemberUser | None:
    return MemberUser.objects.select_related("person").filter(user_id=user_id).first()


def _group_user(user_id: int) -> GroupUser | None:
    return GroupUser.objects.select_related("group__branch").filter(user_id=user_id).first()


def _provider_user(user_id: int) -> ProviderUser | None:
    users = ProviderUser.objects.select_related("provider__branch")
    return users.filter(user_id=user_id).first()


def _employer_user(user_id: int) -> EmployerUser | None:
    users = EmployerUser.objects.select_related("employer__branch")
    return users.filter(user_id=user_id).first()


def _is_over(request: HttpRequest, idle: timedelta) -> bool:
    """Tell whether the session is past its time; note the sign of life where it is not."""
    now = int(timezone.now().timestamp())
    began = request.session.setdefault("began", now)
    seen = request.session.setdefault("seen", now)
    if now - began > LONGEST_SESSION.total_seconds() or now - seen > idle.total_seconds():
        return True
    if now - seen > SEEN_STEP.total_seconds():
        request.session["seen"] = now
    return False
