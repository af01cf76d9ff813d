"""The one settings file. Everything comes from the environment; what is missing fails loudly at start.

Secrets may also be given as NAME_FILE, the path of a file that holds the value.
"""

import os
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

SRC = Path(__file__).resolve().parent.parent
HOME = Path(os.environ.get("BUTLER_HOME") or Path.home() / ".butler").expanduser().resolve()
ROLES = ("app", "worker", "owner", "test")


def secret(name: str, kept_in: str) -> str:
    """The value of NAME, else of the file NAME_FILE, else of `kept_in` under the house's keys folder."""
    if name in os.environ:
        return os.environ[name]
    path = Path(os.environ.get(f"{name}_FILE") or HOME / "keys" / kept_in)
    try:
        return path.read_text().strip()
    except OSError as error:
        raise ImproperlyConfigured(f"{name}: {path} cannot be read ({error.strerror}); run ./butler run once") from None


def database(role: str) -> dict:
    """Connection settings of one of the three roles: an address from the environment, else the embedded server."""
    name = "DATABASE_URL" if role in ("app", "test") else f"DATABASE_{role.upper()}_URL"
    base = {
        "ENGINE": "django.db.backends.postgresql",
        "CONN_HEALTH_CHECKS": True,
        "DISABLE_SERVER_SIDE_CURSORS": True,
    }
    if not os.environ.get("DATABASE_URL"):
        socket = os.environ.get("BUTLER_PG_SOCKET") or str(HOME / "run")
        name = os.environ.get("BUTLER_DATABASE", "butler")
        return base | {"HOST": socket, "PORT": "5432", "NAME": name, "USER": f"butler_{role}"}
    if name not in os.environ:
        raise ImproperlyConfigured(f"DATABASE_URL is set, so {name} must be set too (role butler_{role})")
    url = urlsplit(os.environ[name])
    return base | {
        "HOST": unquote(url.hostname or ""),
        "PORT": str(url.port or ""),
        "NAME": unquote(url.path[1:]),
        "USER": unquote(url.username or ""),
        "PASSWORD": unquote(url.password or ""),
        "OPTIONS": dict(parse_qsl(url.query)),
    }


ROLE = os.environ.get("BUTLER_ROLE", "app")
if ROLE not in ROLES:
    raise ImproperlyConfigured(f"BUTLER_ROLE is one of {', '.join(ROLES)}, not {ROLE!r}")

DEBUG = False
ASKS_NAME_SERVERS = os.environ.get("BUTLER_NAME_SERVERS", "machine") != "none"  # whether a sender is who they say
SECRET_KEY = secret("BUTLER_SECRET_KEY", "secret")
ROOT_KEY = secret("BUTLER_ROOT_KEY", "root")  # 32 bytes in base64; opens every data key, never in the database
ALLOWED_HOSTS = os.environ.get("BUTLER_HOSTS", "localhost,127.0.0.1,[::1]").split(",")
CSRF_TRUSTED_ORIGINS = [origin for origin in os.environ.get("BUTLER_ORIGINS", "").split(",") if origin]
IS_HTTPS = os.environ.get("BUTLER_HTTPS", "") == "1"

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
DATABASES = {"default": database(ROLE)}
if ROLE == "app":
    DATABASES["default"].setdefault("OPTIONS", {})["pool"] = {"min_size": 1, "max_size": 20, "timeout": 10}

INSTALLED_APPS = [
    "butler.rehearsal",
    "butler.desk",
    "butler.portal",
    "butler.demo",
    "butler.reception",
    "butler.reports",
    "butler.briefs",
    "butler.foresight",
    "butler.assurance",
    "butler.travel",
    "butler.bookings",
    "butler.sourcing",
    "butler.requests",
    "butler.correspondence",
    "butler.knowledge",
    "butler.calendars",
    "butler.dossiers",
    "butler.network",
    "butler.staff",
    "butler.ground",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "template_partials.apps.SimpleAppConfig",
    "django_htmx",
    "csp",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "procrastinate.contrib.django",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "butler.staff.middleware.staff_language",
    "butler.staff.middleware.not_kept",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "OPTIONS": {
            "loaders": [
                (
                    "template_partials.loader.Loader",
                    [
                        (
                            "django.template.loaders.cached.Loader",
                            ["django.template.loaders.app_directories.Loader"],
                        )
                    ],
                )
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "template_partials.templatetags.partials",
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "butler.desk.shell.context",
            ],
        },
    }
]

# People of the house and how they sign in
AUTH_USER_MODEL = "staff.Staff"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.ScryptPasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_ADAPTER = "butler.staff.sign_in.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_PREVENT_ENUMERATION = True
MFA_ADAPTER = "butler.staff.sign_in.MFAAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Butler"
MFA_TOTP_TOLERANCE = 1  # a code typed as its half minute ends still opens (RFC 6238, section 5.2)
USERSESSIONS_TRACK_ACTIVITY = False  # three statements a page; when and where they signed in is enough
EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"  # mail leaves through the outbox only

# Sessions: in the database, for a shift of 12 hours at most
SESSION_COOKIE_AGE = int(os.environ.get("BUTLER_SESSION_SECONDS", 12 * 3600))
SESSION_COOKIE_NAME = "__Host-butler" if IS_HTTPS else "butler"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = IS_HTTPS
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_NAME = "__Host-butler-csrf" if IS_HTTPS else "butler-csrf"
SECURE_HSTS_SECONDS = 31_536_000 if IS_HTTPS else 0
SECURE_REFERRER_POLICY = "same-origin"  # no-referrer would also take the Referer that CSRF checks over https
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if IS_HTTPS else None
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "manifest-src": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "ground_cache"}}
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
DATA_UPLOAD_MAX_MEMORY_SIZE = 20 * 1024 * 1024

# Language and time: Russian first; days are the house's days
LANGUAGE_CODE = "ru"
LANGUAGES = [("ru", _("Russian")), ("en", _("English"))]
LOCALE_PATHS = [SRC / "butler" / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = os.environ.get("BUTLER_ZONE", "Europe/Moscow")

STATIC_URL = "/static/"
STATIC_ROOT = Path(os.environ.get("BUTLER_STATIC") or HOME / "static")
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if ROLE == "test"
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = ROLE == "test"
WHITENOISE_AUTOREFRESH = False

PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "jobs"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    # Ids only: statements and their parameters are never written.
    "formatters": {"plain": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["stderr"], "level": os.environ.get("BUTLER_LOG", "WARNING")},
    # The mail server's own log names senders and addresses, line by line as they are said.
    "loggers": {"mail.log": {"level": "ERROR"}},
}
