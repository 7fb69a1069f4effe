"""Every address: the pages."""

from django.urls import include, path

urlpatterns = [path("", include("jamsostek.web.urls"))]
