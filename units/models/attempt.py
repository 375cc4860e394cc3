"""Guesses at secrets that failed."""

from django.db import models


class Attempt(models.Model):
    """
    A failed guess at a secret (a tracking code, a password), counted per key.

    In PostgreSQL, not in a cache: the counters must hold when Redis is down. `key` is a keyed hash of an address or
    a user name, so the table names nobody. Rows are cleaned after a day.
    """

    purpose = models.CharField(max_length=12)
    key = models.BinaryField(max_length=32)
    at = models.DateTimeField()

    class Meta:
        indexes = [
            # how many tries of late: units.attempts.needs_captcha
            models.Index(fields=["purpose", "key", "at"], name="attempt_recent"),
        ]

    def __str__(self):
        return f"{self.purpose} {self.at:%Y-%m-%d %H:%M}"
