"""Reads the environment; what is missing or malformed is named together with its remedy."""

import base64
import binascii

import environ
from django.core.exceptions import ImproperlyConfigured

env = environ.Env()

KEY_BYTES = 32


def versioned_keys(name):
    """
    The keys in variable `name` as {version: 32 bytes}, the current one first.

    Format: "2:<urlsafe base64>,1:<urlsafe base64>". Raises ImproperlyConfigured with the remedy.
    """
    keys = {}
    for part in env.list(name):
        version, _, encoded = part.partition(":")
        try:
            key = base64.urlsafe_b64decode(encoded)
        except binascii.Error:
            key = b""
        if not version.isdecimal() or len(key) != KEY_BYTES:
            raise ImproperlyConfigured(
                f"{name} must look like 1:<urlsafe base64 of {KEY_BYTES} random bytes>. "
                f'Make a key with: python -c "import base64, secrets; '
                f'print(base64.urlsafe_b64encode(secrets.token_bytes({KEY_BYTES})).decode())"'
            )
        keys[int(version)] = key
    return keys
