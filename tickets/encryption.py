"""Encryption at rest (AES-256-GCM under versioned keys) and the keyed hashes used for equality."""

import hashlib
import hmac
import json
import secrets

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.db import models

NONCE_BYTES = 12


def encrypt(plain, *, context):
    """`plain` sealed: key version (1 byte), nonce, ciphertext. `context` names the place and must match to open it."""
    version, key = next(iter(settings.IDENTITY_KEYS.items()))
    nonce = secrets.token_bytes(NONCE_BYTES)
    return bytes([version]) + nonce + AESGCM(key).encrypt(nonce, plain, context.encode())


def decrypt(sealed, *, context):
    """The bytes that `encrypt` sealed. Raises KeyError for a retired key, InvalidTag for a wrong or altered text."""
    sealed = bytes(sealed)
    version, nonce, ciphertext = sealed[0], sealed[1 : 1 + NONCE_BYTES], sealed[1 + NONCE_BYTES :]
    return AESGCM(settings.IDENTITY_KEYS[version]).decrypt(nonce, ciphertext, context.encode())


def keyed_hash(text, *, context):
    """32 bytes to be kept, equal for equal texts of one context; useless without the current identity key."""
    return keyed_hashes(text, context=context)[0]


def keyed_hashes(text, *, context):
    """What `keyed_hash` gives and, for every older key still held, gave: what may stand in a column for `text`."""
    plain = f"{context}:{text}".encode()
    return [hmac.digest(key, plain, hashlib.sha256) for key in settings.IDENTITY_KEYS.values()]


class EncryptedField(models.BinaryField):
    """Text that stands encrypted in the column; what is empty stands empty. Never null."""

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("editable", False)
        super().__init__(*args, **kwargs)

    def to_bytes(self, value):
        return value.encode()

    def from_bytes(self, plain):
        return plain.decode()

    @property
    def context(self):
        return f"{self.model._meta.label_lower}.{self.name}"

    def get_default(self):
        return self.from_bytes(b"")

    def get_db_prep_value(self, value, connection, prepared=False):  # noqa: FBT002 - Django's signature
        sealed = encrypt(self.to_bytes(value), context=self.context) if value else b""
        return super().get_db_prep_value(sealed, connection, prepared)

    def from_db_value(self, value, expression, connection):
        return self.from_bytes(decrypt(value, context=self.context) if value else b"")


class EncryptedJSONField(EncryptedField):
    """A dict that stands encrypted in the column."""

    def to_bytes(self, value):
        return json.dumps(value, ensure_ascii=False).encode()

    def from_bytes(self, plain):
        return json.loads(plain or b"{}")
