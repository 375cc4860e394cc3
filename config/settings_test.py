"""The real settings; only what would slow a test down or ask it to read a picture differs."""

from .settings import *  # noqa: F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}  # noqa: F405
CAPTCHA_TEST_MODE = True  # django-simple-captcha's own: the answer is PASSED
ANSWER_UNDO_SECONDS = 0
