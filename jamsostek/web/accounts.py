"""Sign-in accounts: made by the administrator, never by oneself."""

from typing import Any, Final

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from django.conf import settings
from django.http import HttpRequest, HttpResponse

from jamsostek.institution.models import User
from jamsostek.institution.queries import user_with_office

CHOSEN_LANGUAGE: Final = "chosen_language"
"""In the session of somebody not signed in yet; the cookie may be left from who sat here before."""


class OneRead(AuthenticationBackend):  # type: ignore[misc]  # allauth ships no types
    """Finds who is signed in together with the office they work for, in one query."""

    def get_user(self, user_id: int) -> User | None:
        """Give the user behind a session, if still allowed to sign in."""
        user = user_with_office(user_id)
        return user if user and self.user_can_authenticate(user) else None


class StaffAccounts(DefaultAccountAdapter):  # type: ignore[misc]  # allauth ships no types
    """The rules of this house for allauth."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002 - allauth's shape
        """Refuse: nobody makes an account for oneself."""
        return False

    def post_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponse:  # noqa: ANN401 - allauth's shape
        """Answer a sign-in in the language that the person has chosen, just before or earlier."""
        response: HttpResponse = super().post_login(request, user, **kwargs)
        chosen = request.session.pop(CHOSEN_LANGUAGE, None)
        if chosen:
            keep_language(user, chosen)
        speak(response, user.language)
        return response

    def add_message(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - allauth's shape
        """Say nothing: the page one lands on shows what happened."""


def keep_language(user: User, language: str) -> None:
    """Remember with a person in which language to speak to them."""
    user.language = language
    user.save(update_fields=["language"])


def speak(response: HttpResponse, language: str) -> None:
    """Remember on this browser in which language somebody wants to be spoken to."""
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=settings.LANGUAGE_COOKIE_AGE,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
