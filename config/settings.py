"""
All settings, from the environment.

Required: SECRET_KEY, SITE_URL, DATABASE_URL, REDIS_URL, CODE_PEPPERS, IDENTITY_KEYS. README.md lists them all.
"""

from pathlib import Path
from urllib.parse import urlsplit

from csp.constants import NONE, SELF

from .env import env, number, page_of_another_site, site_url, versioned_keys
from .files import clamd_address, storage_of_files

BASE_DIR = Path(__file__).resolve().parent.parent

SITE_URL = site_url("SITE_URL")
SECURE = urlsplit(SITE_URL).scheme == "https"
SECRET_KEY = env("SECRET_KEY")
DEBUG = env.bool("DEBUG", default=False)
ALLOWED_HOSTS = [urlsplit(SITE_URL).hostname, *env.list("ALLOWED_HOSTS", default=[])]
CSRF_TRUSTED_ORIGINS = [SITE_URL]

LOCAL_FOLDER = Path(env("LOCAL_FOLDER", default=str(BASE_DIR / ".local")))  # development's: demo logins and the like

# --- Applications ---------------------------------------------------------------------------------
INSTALLED_APPS = [
    "config",
    "complaints",
    "suggestions",
    "tickets",
    "workdays",
    "units",
    "persian",
    "config.admin_app.PortalAdminConfig",  # django.contrib.admin with our own site
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.forms",
    "csp",
    "pgtrigger",
    "treebeard",
    "crispy_forms",
    "captcha",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "config.middleware.never_store",
    "config.middleware.client_address",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "config.middleware.size_limit",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "units.context_processors.organisation",
            ],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
CRISPY_TEMPLATE_PACK = "portal"
CRISPY_ALLOWED_TEMPLATE_PACKS = ["portal"]
CRISPY_FAIL_SILENTLY = False

# --- PostgreSQL and Valkey / Redis ----------------------------------------------------------------
DATABASES = {
    "default": {
        **env.db("DATABASE_URL"),
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {
            # synchronous_commit: the tracking code is shown on the strength of the commit.
            # random_page_cost: an SSD's. With the default, a turning disk's, whole tables are gone through.
            "options": "-c synchronous_commit=on -c statement_timeout=15s -c lock_timeout=10s"
            " -c idle_in_transaction_session_timeout=60s -c random_page_cost=1.1",
        },
    }
}
REDIS_URL = env("REDIS_URL")
SESSION_ENGINE = "django.contrib.sessions.backends.db"  # survives a Redis outage
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}

# --- Celery: rows are the queue, tasks are doorbells (docs/architecture.md) -----------------------
CELERY_BROKER_URL = REDIS_URL
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TASK_SOFT_TIME_LIMIT = 50
CELERY_TASK_TIME_LIMIT = 60
CELERY_WORKER_HIJACK_ROOT_LOGGER = False  # else a worker drops the handler that mails alerts
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_CONNECTION_MAX_RETRIES = None  # a worker outlives any outage of the broker; the default is 100 tries
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 2 * CELERY_TASK_TIME_LIMIT,
    "unacked_restore_throttle": 1,
    "socket_connect_timeout": 1,
    "socket_timeout": 1,
    "max_retries": 0,
}
CELERY_TASK_PUBLISH_RETRY = False  # a broker that is down costs a citizen a second at most; the sweep finds the row
CELERY_TASK_ROUTES = {
    "tickets.tasks.route_ticket": {"queue": "routing"},
    "tickets.tasks.deliver": {"queue": "notices"},
    "tickets.tasks.renew_code": {"queue": "notices"},
    "config.tasks.send_invitations": {"queue": "notices"},
    "tickets.tasks.examine": {"queue": "files"},
}
CELERY_TIMEZONE = "Asia/Tehran"
SWEEP_SECONDS = number("SWEEP_SECONDS", default=30, kind=float, least=0.1)
CELERY_BEAT_SCHEDULE = {
    "sweep": {"task": "tickets.tasks.sweep", "schedule": SWEEP_SECONDS, "options": {"expires": SWEEP_SECONDS}},
    "invitations": {
        "task": "config.tasks.send_invitations",
        "schedule": SWEEP_SECONDS,
        "options": {"expires": SWEEP_SECONDS},
    },
    "clean": {"task": "tickets.tasks.clean", "schedule": 3600.0, "options": {"expires": 3600}},
}

# --- Language, time -------------------------------------------------------------------------------
LANGUAGE_CODE = "fa"
LANGUAGES = [("fa", "فارسی"), ("en", "English")]
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = True
TIME_ZONE = "Asia/Tehran"
USE_TZ = True

# --- Static files ---------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / "staticfiles"
STATICFILES_DIRS = [
    BASE_DIR / "static",
    ("vazirmatn", BASE_DIR / "node_modules/@fontsource-variable/vazirmatn/files"),
    ("altcha", BASE_DIR / "node_modules/altcha/dist/workers"),
]
STORAGES = {
    "attachments": storage_of_files(default=LOCAL_FOLDER / "files"),
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# --- Security -------------------------------------------------------------------------------------
CODE_PEPPERS = versioned_keys("CODE_PEPPERS")  # keyed hashes of tracking codes
IDENTITY_KEYS = versioned_keys("IDENTITY_KEYS")  # senders and drafts, encrypted
AUTH_USER_MODEL = "units.User"
AUTHENTICATION_BACKENDS = ["units.permissions.RoleBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "config.passwords.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
PASSWORD_RESET_TIMEOUT = 3 * 24 * 3600  # an invitation (config.invitations)
LOGIN_URL = "admin:login"
LOGIN_REDIRECT_URL = "admin:index"
SESSION_COOKIE_AGE = 8 * 3600
SESSION_COOKIE_NAME = "__Host-session" if SECURE else "session"
CSRF_COOKIE_NAME = "__Host-csrf" if SECURE else "csrf"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = SECURE
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "config.pages.session_ended"
SECURE_SSL_REDIRECT = SECURE
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if SECURE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = SECURE
# Not "no-referrer" everywhere: browsers then post forms with `Origin: null`, which the CSRF check refuses.
SECURE_REFERRER_POLICY = "same-origin"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if env.bool("BEHIND_PROXY", default=False) else None
TRUSTED_PROXIES = number("TRUSTED_PROXIES", default=0)  # how many of our own proxies append to X-Forwarded-For
X_FRAME_OPTIONS = "DENY"
QUICK_EXIT_URL, QUICK_EXIT_ORIGIN = page_of_another_site("QUICK_EXIT_URL", default="https://fa.wikipedia.org/")
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "media-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "worker-src": [SELF],
        "form-action": [SELF, QUICK_EXIT_ORIGIN],  # browsers apply it to where a form's answer redirects as well
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 256 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 200

# --- Files that people send (tickets.attachments) -------------------------------------------------
FILE_UPLOAD_HANDLERS = ["tickets.attachments.uploads.InMemory"]
DATA_UPLOAD_MAX_NUMBER_FILES = 20  # sent at once; of those a message takes five
MOST_BYTES_OF_A_REQUEST = 100 * 1024**2  # a file that is too large is read to its end, to be answered; no larger one
FILES_QUOTA_MB = number("FILES_QUOTA_MB", default=500, least=1)  # a day and address; a phone network shares one
CLAMD_ADDRESS = clamd_address("CLAMD_ADDRESS")

# --- Mail and SMS ---------------------------------------------------------------------------------
vars().update(env.email_url("EMAIL_URL", default="consolemail://"))
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env("MAIL_FROM", default=f"portal@{urlsplit(SITE_URL).hostname}")
ADMINS = [("Alerts", address) for address in env.list("ALERT_EMAILS", default=[])]
SMS_BACKEND = env("SMS_BACKEND", default="tickets.sms.ConsoleBackend")
SMS_GATEWAY_URL = env("SMS_GATEWAY_URL", default="")
SMS_GATEWAY_TOKEN = env("SMS_GATEWAY_TOKEN", default="")
SMS_SENDER = env("SMS_SENDER", default="")

# --- The portal's own figures ---------------------------------------------------------------------
NOTICE_CLAIM_SECONDS = number("NOTICE_CLAIM_SECONDS", default=120, least=1)  # then whoever took it counts as dead
ANSWER_UNDO_SECONDS = number("ANSWER_UNDO_SECONDS", default=300)  # an answer is published this long after it is given

# --- Captcha --------------------------------------------------------------------------------------
CAPTCHA_CHALLENGE_FUNCT = "tickets.human_check.picture.digits_challenge"
CAPTCHA_LENGTH = 5
CAPTCHA_TIMEOUT = 10  # minutes

# --- Logs -----------------------------------------------------------------------------------------
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "class": "config.logs.MaskingFormatter",
            "format": "{asctime} {levelname} {name}: {message}",
            "style": "{",
        }
    },
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": "line"},
        "alert": {"class": "config.logs.AlertHandler", "formatter": "line", "level": "CRITICAL"},
    },
    "root": {"handlers": ["console", "alert"], "level": env("LOG_LEVEL", default="INFO")},
    # the PDF's font tools log every letter they draw, and those are people's words
    "loggers": {"fontTools": {"level": "WARNING"}},
}
