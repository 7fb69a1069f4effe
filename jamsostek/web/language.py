"""The language switch, remembered on the browser and, from signing in on, with the person."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from jamsostek.web.access import PUBLIC, route
from jamsostek.web.accounts import CHOSEN_LANGUAGE, keep_language, speak


@route(PUBLIC)
@require_POST
def switch(request: HttpRequest) -> HttpResponse:
    """Speak another language from here on, and go back to where one was."""
    back = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}):
        back = reverse("front")
    response = HttpResponseRedirect(back)
    language = request.POST.get("language", "")
    if language not in dict(settings.LANGUAGES):
        return response
    speak(response, language)
    if request.user.is_authenticated:
        keep_language(request.user, language)
    else:
        request.session[CHOSEN_LANGUAGE] = language
    return response
