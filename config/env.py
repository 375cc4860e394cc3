"""Reads the environment; what is missing or malformed is named together with its remedy."""

import base64
import binascii
import re

import environ
from django.core.exceptions import ImproperlyConfigured

env = environ.Env()

KEY_BYTES = 32
VERSIONS = range(1, 256)  # of keys: one byte before what is encrypted
HOW_TO_MAKE_A_KEY = (
    f'python -c "import base64, secrets; print(base64.urlsafe_b64encode(secrets.token_bytes({KEY_BYTES})).decode())"'
)
# Letters, digits or an IPv6 address: nothing else gets into the Content-Security-Policy and the list of hosts.
ORIGIN = re.compile(r"(?ai)https?://([a-z0-9][a-z0-9.-]*|\[[0-9a-f:]+\])(:[1-9]\d{0,4})?(?=[/?#]|$)")


def site_url(name):
    """The address in variable `name`, without a slash at its end. Raises ImproperlyConfigured."""
    address = env(name).rstrip("/")
    if not address or address != _origin(address):
        raise ImproperlyConfigured(f"{name} must be an address like https://shekayat.example.ir, not {address!r}.")
    return address


def page_of_another_site(name, *, default):
    """(address, its origin) of the page in variable `name`. Raises ImproperlyConfigured."""
    address = env(name, default=default)
    origin = _origin(address)
    if not origin:
        raise ImproperlyConfigured(f"{name} must be an address like {default}, not {address!r}.")
    return address, origin


def _origin(address):
    """Scheme, host and port of an http address; empty for what is none."""
    found = ORIGIN.match(address)
    return found[0] if found else ""


def number(name, *, default, kind=int, least=0):
    """The number in variable `name`, `least` or more. Raises ImproperlyConfigured."""
    text = env(name, default="") or str(default)
    try:
        value = kind(text)
    except ValueError:
        value = -1
    if not least <= value < float("inf"):
        raise ImproperlyConfigured(f"{name} must be a number such as {default}, at least {least}, not {text!r}.")
    return value


def versioned_keys(name):
    """
    The keys in variable `name` as {version: 32 bytes}, the current one first.

    Format: "2:<urlsafe base64>,1:<urlsafe base64>". Raises ImproperlyConfigured with the remedy.
    """
    parts = [part for part in env(name).split(",") if part.strip()]
    keys = dict(_versioned_key(part) for part in parts)
    if not keys or len(keys) != len(parts) or None in keys:
        raise ImproperlyConfigured(
            f"{name} must look like 1:<urlsafe base64 of {KEY_BYTES} random bytes>, with versions from {VERSIONS[0]} "
            f"to {VERSIONS[-1]}, each once. Make a key with: {HOW_TO_MAKE_A_KEY}"
        )
    return keys


def _versioned_key(part):
    """(version, key) of "1:<key>"; (None, None) when it is malformed."""
    version, _, encoded = part.strip().partition(":")
    try:
        key = base64.b64decode(encoded, altchars=b"-_", validate=True)
    except binascii.Error:
        return None, None
    is_sound = version.isascii() and version.isdecimal() and int(version) in VERSIONS and len(key) == KEY_BYTES
    return (int(version), key) if is_sound else (None, None)
