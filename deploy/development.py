"""Secrets of a development machine: made once, kept in a file only its owner can read."""

import base64
import secrets

KEY_BYTES = 32


def development_secrets(path):
    """Return {variable: value} from the file at `path`, made on the first call."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh = path.with_suffix(".new")
        fresh.touch(mode=0o600)
        fresh.write_text("".join(f"{name}={value}\n" for name, value in _new_secrets().items()))
        fresh.rename(path)
    return dict(line.split("=", 1) for line in path.read_text().splitlines() if line and not line.startswith("#"))


def _new_secrets():
    return {
        "SECRET_KEY": secrets.token_urlsafe(50),
        "CODE_PEPPERS": f"1:{_key()}",
        "IDENTITY_KEYS": f"1:{_key()}",
    }


def _key():
    return base64.urlsafe_b64encode(secrets.token_bytes(KEY_BYTES)).decode()
