"""Proofs of work that were handed in, so that none is taken twice."""

from django.db import models


class UsedChallenge(models.Model):
    """The signature of a challenge whose solution was taken. Expired ones are refused anyway: they are not kept."""

    signature = models.BinaryField(max_length=32, unique=True)
    expires_at = models.DateTimeField()

    class Meta:
        default_permissions = ()
        indexes = [
            # what has expired: tickets.sweep.clean
            models.Index(fields=["expires_at"], name="used_challenge_expiry"),
        ]

    def __str__(self):
        return f"used until {self.expires_at}"
