"""Django settings, from the environment; docs/operations/settings.md lists every variable."""

import os
from datetime import date
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

from jamsostek.config.databases import databases
from jamsostek.config.logging import configure_logging

ENVIRONMENT = os.environ.get("JAMSOSTEK_ENV", "development")
DEBUG = False
IN_DEVELOPMENT = ENVIRONMENT == "development"
PACKAGE = Path(__file__).resolve().parent.parent


def _secret_key() -> str:
    key = os.environ.get("JAMSOSTEK_SECRET_KEY", "")
    if key:
        return key
    if IN_DEVELOPMENT:
        return "development-only-key-that-production-refuses"
    msg = "JAMSOSTEK_SECRET_KEY is not set. Outside development every installation needs its own."
    raise ImproperlyConfigured(msg)


SECRET_KEY = _secret_key()
SECRET_KEY_FALLBACKS = [k for k in os.environ.get("JAMSOSTEK_OLD_KEYS", "").split(",") if k]
ALLOWED_HOSTS = os.environ.get("JAMSOSTEK_HOSTS", "localhost,127.0.0.1,[::1]").split(",")
CSRF_TRUSTED_ORIGINS = [o for o in os.environ.get("JAMSOSTEK_ORIGINS", "").split(",") if o]

_addresses = [os.environ.get("JAMSOSTEK_URL", ""), *CSRF_TRUSTED_ORIGINS]
_local = "http://localhost:8000" if IN_DEVELOPMENT else ""
PUBLIC_URL = next(filter(None, _addresses), _local).rstrip("/")
"""Where the QR codes of documents lead."""

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django_htmx",
    "pgtrigger",
    "pghistory",
    "procrastinate.contrib.django",
    "jamsostek.institution",
    "jamsostek.audit",
    "jamsostek.documents",
    "jamsostek.ledger",
    "jamsostek.treasury",
    "jamsostek.membership",
    "jamsostek.savings",
    "jamsostek.contributions",
    "jamsostek.providers",
    "jamsostek.claims",
    "jamsostek.compliance",
    "jamsostek.reporting",
    "jamsostek.web",
    "jamsostek.jobs",
    "jamsostek.config",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "jamsostek.web.middleware.SecurityHeaders",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "jamsostek.web.middleware.Language",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "jamsostek.web.middleware.Officer",
]

ROOT_URLCONF = "jamsostek.config.urls"
WSGI_APPLICATION = "jamsostek.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": False,
        "DIRS": [PACKAGE / "web" / "templates"],
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "jamsostek.web.context.frame",
            ],
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    [
                        "django.template.loaders.filesystem.Loader",
                        "django.template.loaders.app_directories.Loader",
                    ],
                )
            ],
            "builtins": [
                "jamsostek.web.templatetags.claims",
                "jamsostek.web.templatetags.payers",
                "jamsostek.web.templatetags.words",
                "jamsostek.web.templatetags.unchanging",
            ],
        },
    }
]

DATABASES = databases()
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

CACHES = {
    "default": {  # counts failed sign-ins over all web processes
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "web_cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}

AUTH_USER_MODEL = "institution.User"
AUTHENTICATION_BACKENDS = ["jamsostek.web.accounts.OneRead"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("MinimumLengthValidator", "CommonPasswordValidator", "NumericPasswordValidator")
]
PASSWORD_HASHERS = [
    "jamsostek.jobs.demonstration.passwords.DevelopmentPasswords"
    if IN_DEVELOPMENT
    else "django.contrib.auth.hashers.PBKDF2PasswordHasher"
]
"""A password made in development opens nothing anywhere else: its hash is not understood there."""
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_ADAPTER = "jamsostek.web.accounts.StaffAccounts"
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_RATE_LIMITS = {"login_failed": "10/15m/ip,10/15m/key"}
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = False
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_LOGOUT_REDIRECT_URL = "front"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]

SESSION_ENGINE = "jamsostek.web.sessions"
SESSION_COOKIE_AGE = 8 * 3600
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = not IN_DEVELOPMENT
SECURE_SSL_REDIRECT = False  # the reverse proxy speaks TLS; see docs/operations
SECURE_HSTS_SECONDS = 0 if IN_DEVELOPMENT else 31_536_000
SECURE_PROXY_SSL_HEADER = None if IN_DEVELOPMENT else ("HTTP_X_FORWARDED_PROTO", "https")
X_FRAME_OPTIONS = "DENY"
DATA_UPLOAD_MAX_MEMORY_SIZE = 25 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 25 * 1024 * 1024

LANGUAGE_CODE = "id"
LANGUAGES = [("id", "Bahasa Indonesia"), ("en", "English")]
LOCALE_PATHS = [PACKAGE / "web" / "locale"]
LANGUAGE_COOKIE_AGE = 365 * 24 * 3600
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Jakarta"

STATIC_URL = "/static/"
STATIC_ROOT = PACKAGE.parent / "build" / "static"
STATICFILES_DIRS = [PACKAGE / "web" / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

_day = os.environ.get("JAMSOSTEK_DAY", "") if IN_DEVELOPMENT else ""
BUSINESS_DAY = date.fromisoformat(_day) if _day else None
METRICS_TOKEN = os.environ.get("JAMSOSTEK_METRICS_TOKEN", "")

PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "tasks"
PROCRASTINATE_IMPORT_PATHS = ["jamsostek.jobs.tasks"]

LOGGING_CONFIG = None
configure_logging(json=not IN_DEVELOPMENT, level=os.environ.get("JAMSOSTEK_LOG_LEVEL", "INFO"))

KPJ_PREFIX = os.environ.get("JAMSOSTEK_KPJ_PREFIX", "990")
"""The first three digits of new member numbers; 990 to 994 are for invented people."""
