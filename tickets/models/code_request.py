"""Somebody has asked for a new tracking code: what they typed, until a worker has looked into it."""

from django.db import models

from tickets.encryption import EncryptedField


class CodeRequest(models.Model):
    """
    Kept whatever was typed, so that the page takes as long for a stranger as for the sender, and says the same.

    Deleted once it is looked into (tickets.lost_code).
    """

    number = EncryptedField()
    address = EncryptedField()
    asked_at = models.DateTimeField()

    class Meta:
        default_permissions = ()

    def __str__(self):
        return f"{self.pk}"
