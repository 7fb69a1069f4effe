"""The pages as a Django application."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """Pages, sign-in and the frame around both."""

    name = "jamsostek.web"
