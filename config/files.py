"""Where the files that people send are kept, and who looks through them, read from the environment."""

from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

from .env import env


def storage_of_files(*, default):
    """The entry of STORAGES: the folder FILES_FOLDER (`default` without one), or the S3 bucket FILES_BUCKET."""
    bucket = env("FILES_BUCKET", default="")
    if not bucket:
        return {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {
                "location": env("FILES_FOLDER", default="") or str(default),
                "allow_overwrite": True,
                "file_permissions_mode": 0o600,
                "directory_permissions_mode": 0o700,
            },
        }
    return {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {
            "bucket_name": bucket,
            "endpoint_url": env("FILES_S3_ENDPOINT", default="") or None,
            "access_key": env("FILES_S3_KEY", default="") or None,
            "secret_key": env("FILES_S3_SECRET", default="") or None,
            "region_name": env("FILES_S3_REGION", default="") or "us-east-1",
            "client_config": _patience_with_s3(),
            "default_acl": None,
            "file_overwrite": True,
            "querystring_auth": False,
        },
    }


def _patience_with_s3():
    """A storage that is away costs a citizen seconds, not a minute."""
    from botocore.config import Config  # not where there is no bucket: it takes a while to load

    return Config(
        connect_timeout=2,
        read_timeout=5,
        retries={"total_max_attempts": 1},  # a worker comes again, a citizen is told to
        s3={"addressing_style": "path"},  # what every server of one's own understands
    )


def clamd_address(name):
    """ClamAV's socket in variable `name`, empty for none. Raises ImproperlyConfigured."""
    address = env(name, default="")
    try:
        parts = urlsplit(address)
        is_socket = parts.scheme == "unix" and not parts.netloc and parts.path
        is_sound = is_socket or (parts.scheme == "tcp" and parts.hostname and parts.port)
    except ValueError:  # a port or an address that is none
        is_sound = False
    if address and not is_sound:
        raise ImproperlyConfigured(
            f"{name} must be like unix:///run/clamav/clamd.ctl or tcp://127.0.0.1:3310, not {address!r}."
        )
    return address
