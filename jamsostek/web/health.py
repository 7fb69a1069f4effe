"""Whether the service lives, is ready, and how it is doing."""

from secrets import compare_digest

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse

from jamsostek.web.access import PUBLIC, route
from jamsostek.web.metrics import exposition


@route(PUBLIC)
def alive(_request: HttpRequest) -> JsonResponse:
    """Say that the process answers; nothing else is asked."""
    return JsonResponse({"status": "ok"})


@route(PUBLIC)
def ready(_request: HttpRequest) -> JsonResponse:
    """Say whether the database answers and has every migration."""
    try:
        executor = MigrationExecutor(connection)
        pending = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError:
        return JsonResponse({"status": "no database"}, status=503)
    if pending:
        return JsonResponse({"status": "migrations pending", "count": len(pending)}, status=503)
    return JsonResponse({"status": "ok"})


@route(PUBLIC)
def metrics(request: HttpRequest) -> HttpResponse:
    """Give figures in the Prometheus text format to who brings the token."""
    if not _may_measure(request):
        raise Http404
    return HttpResponse(exposition(), content_type="text/plain; version=0.0.4; charset=utf-8")


def _may_measure(request: HttpRequest) -> bool:
    token: str = settings.METRICS_TOKEN
    if not token:
        return bool(settings.IN_DEVELOPMENT)
    return compare_digest(request.headers.get("Authorization", ""), f"Bearer {token}")
