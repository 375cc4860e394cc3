"""
A proof of work (ALTCHA): the browser tries numbers for about a second. Nothing to read, to solve or to see.

A challenge is signed and kept nowhere. Only spent ones are, until they expire: a proof is good for one form.
"""

import secrets
from datetime import UTC, datetime, timedelta

import altcha
from django.db import IntegrityError, transaction
from django.utils.crypto import salted_hmac

from tickets.models import UsedChallenge

LIFETIME = timedelta(minutes=10)
# Together 150,000 to 450,000 rounds of SHA-256: 0.1 to 0.4 s on a desk, about 1 s on one core of a cheap phone.
ALGORITHM = "PBKDF2/SHA-256"
ROUNDS = 3_000
FEWEST_TRIES, MOST_TRIES = 50, 150  # bounds: nobody's phone is unlucky for a minute


def new_challenge(*, now):
    """A challenge for one browser, as ALTCHA's worker wants it."""
    tries = FEWEST_TRIES + secrets.randbelow(MOST_TRIES - FEWEST_TRIES + 1)
    challenge = altcha.create_challenge(
        ALGORITHM,
        ROUNDS,
        counter=tries,
        expires_at=now + LIFETIME,
        hmac_secret=_key("challenge"),
        hmac_key_secret=_key("solution"),
    )
    return challenge.to_dict()


def spend(payload):
    """Is this the right solution of a challenge of ours that is still valid? Says yes once."""
    proof = _read(payload)
    if proof is None:
        return False
    result = altcha.verify_solution(proof, _key("challenge"), hmac_key_secret=_key("solution"))
    return result.verified and _mark_used(proof.challenge)


def _read(payload):
    try:
        return altcha.Payload.from_base64(payload)
    except (ValueError, KeyError, TypeError, RecursionError):
        return None


def _mark_used(challenge):
    """Keep the challenge from being used again; False when it was already. Two at once: the unique index decides."""
    expires_at = datetime.fromtimestamp(challenge.parameters.expires_at, UTC)
    try:
        with transaction.atomic():
            UsedChallenge.objects.create(signature=bytes.fromhex(challenge.signature), expires_at=expires_at)
    except IntegrityError:
        return False
    return True


def _key(purpose):
    return salted_hmac("tickets.human_check.proof", purpose, algorithm="sha256").digest()
