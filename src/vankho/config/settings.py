"""Django's settings, derived from the office's. Nothing is decided here."""

from urllib.parse import unquote, urlsplit

from csp.constants import NONCE, SELF

from vankho.lib.office import load, secret_key

OFFICE = load()
SECRET_KEY = secret_key(OFFICE.office)
DEBUG = OFFICE.debug
ALLOWED_HOSTS = [name.strip() for name in OFFICE.hosts.split(",")]

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "csp",
    "vankho.ledger",
    "vankho.jobs",
    "vankho.clearance",
    "vankho.orgs",
    "vankho.numbering",
    "vankho.preservation",
    "vankho.records",
    "vankho.casefiles",
    "vankho.digitisation",
    "vankho.secrecy",
    "vankho.search",
    "vankho.reports",
    "vankho.web",
    "vankho.config",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "vankho.web.actor.ActorMiddleware",
    "vankho.web.failures.FailureMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = "vankho.config.urls"
WSGI_APPLICATION = "vankho.config.wsgi.application"
AUTH_USER_MODEL = "orgs.Account"
LOGIN_URL = "sign_in"
LOGIN_REDIRECT_URL = "desk"
LOGOUT_REDIRECT_URL = "sign_in"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
MESSAGE_TAGS = {25: "done", 30: "near", 40: "late"}  # success, warning, error, in the house's states
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"


def _database() -> dict[str, object]:
    if not OFFICE.database:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": OFFICE.office / "office.sqlite3",
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 30,
                # A registered line must survive a power cut (FULL); what is erased must not linger on free pages.
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON;"
                " PRAGMA cache_size=-16000;",
            },
            "CONN_MAX_AGE": None,
        }
    url = urlsplit(OFFICE.database)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": url.path.lstrip("/"),
        "USER": unquote(url.username or ""),
        "PASSWORD": unquote(url.password or ""),
        "HOST": unquote(url.hostname or ""),
        "PORT": str(url.port or ""),
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
    }


DATABASES = {"default": _database()}

LANGUAGE_CODE = "vi"
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_TZ = True
USE_I18N = True
USE_THOUSAND_SEPARATOR = False  # it would print the year as 2.025

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "csp.context_processors.nonce",
                "django.contrib.messages.context_processors.messages",
                "vankho.web.context.page",
            ],
            "builtins": ["vankho.web.templatetags.vankho"],
        },
    }
]

STATIC_URL = "static/"
STATIC_ROOT = OFFICE.build / "collected"
STATICFILES_DIRS = [OFFICE.build / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},  # nothing may use it: see preservation
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = DEBUG
# Uploads stream into the sealed spool; neither memory nor a temporary folder ever holds a readable copy.
FILE_UPLOAD_HANDLERS = ["vankho.web.uploads.SpoolUploadHandler"]
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FILES = 200

CSRF_FAILURE_VIEW = "vankho.web.failures.forgery"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = OFFICE.https
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_AGE = 10 * 3600
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": ["'none'"],
        "frame-ancestors": ["'none'"],
        "base-uri": ["'none'"],
        "form-action": [SELF],
    }
}

LOGGING_CONFIG = None
