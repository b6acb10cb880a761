"""Django's settings that do not depend on the case; `tables.connect` adds the database and what its caller sets."""

from __future__ import annotations

from typing import Any

DEBUG = False
USE_TZ = True
TIME_ZONE = "UTC"
LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("ru", "Русский"), ("uk", "Українська")]
INSTALLED_APPS = ["nomansland.tables", "nomansland.web", "django_tasks", "django_tasks_db"]
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
DATABASES: dict[str, dict[str, Any]] = {"default": {"ENGINE": "nomansland.tables.sqlite", "NAME": ":memory:"}}
ROOT_URLCONF = "nomansland.web.urls"
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]"]
MIDDLEWARE: list[str] = []
TEMPLATES: list[dict[str, Any]] = [
    {"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True, "OPTIONS": {}}
]
LOGGING_CONFIG = None
