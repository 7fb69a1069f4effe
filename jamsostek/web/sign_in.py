"""Signing in and out; the work is allauth's, the words and the forgetting are ours."""

from typing import Any

from allauth.account.views import LoginView, LogoutView
from django.http import HttpRequest, HttpResponse

from jamsostek.web.access import PUBLIC, route
from jamsostek.web.demonstration import demo_sign_ins


class SignIn(LoginView):  # type: ignore[misc]  # allauth ships no types
    """The sign-in page, with the demonstration's sign-ins in development."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:  # noqa: ANN401 - allauth's shape
        """Give the page its form and the sign-ins to try."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return {**context, "demo_sign_ins": demo_sign_ins()}


@route(PUBLIC)
def sign_out(request: HttpRequest) -> HttpResponse:
    """Sign out, and have the browser forget everything it kept of these pages."""
    response: HttpResponse = LogoutView.as_view()(request)
    if request.method == "POST":
        response.headers["Clear-Site-Data"] = '"cache", "cookies", "storage"'
    return response


sign_in = route(PUBLIC)(SignIn.as_view())
