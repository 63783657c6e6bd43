"""The settings of both services on Django: no middleware, no sessions, nothing but the models."""

import os
from urllib.parse import urlsplit

_at = urlsplit(os.environ["BENCH_URL"])

SECRET_KEY = "of no use"  # noqa: S105 - nothing is signed
ALLOWED_HOSTS = ["127.0.0.1"]
ROOT_URLCONF = os.environ["BENCH_URLS"]
INSTALLED_APPS = ["rest_framework", "bench.rivals.register"]
MIDDLEWARE: list[str] = []
USE_TZ = True
DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": _at.path.removeprefix("/"),
        "USER": _at.username,
        "HOST": _at.hostname,
        "PORT": _at.port,
        "CONN_MAX_AGE": None,
        "OPTIONS": {"options": "-c jit=off"},
    }
}
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [],
    "DEFAULT_PERMISSION_CLASSES": [],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "UNAUTHENTICATED_USER": None,
}
