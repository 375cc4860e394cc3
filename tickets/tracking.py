"""The tracking code: drawn, read as people type it, stored as a keyed hash only, found again."""

import hashlib
import hmac
import secrets

from django.conf import settings
from stdnum import damm

from persian.digits import to_ascii_digits

from .models import Ticket

LENGTH = 16


class MalformedCode(ValueError):
    """What was typed cannot be a code: wrong length or check digit. It says nothing about any ticket."""


def new_code():
    """16 digits: 15 at random (the first is not 0) and a Damm check digit; 49.7 bits."""
    digits = str(secrets.randbelow(9) + 1) + f"{secrets.randbelow(10**14):014d}"
    return digits + damm.calc_check_digit(digits)


def grouped(code):
    """The code as it is shown: four groups of four, like a bank card."""
    return " ".join(code[start : start + 4] for start in range(0, LENGTH, 4))


def normalise(typed):
    """The 16 ASCII digits in `typed`, whatever digits, spaces, dashes or invisible marks. Raises MalformedCode."""
    digits = "".join(mark for mark in to_ascii_digits(typed[:200]) if mark in "0123456789")
    if len(digits) != LENGTH or not damm.is_valid(digits):
        raise MalformedCode
    return digits


def code_hash(code, pepper):
    """32 bytes: HMAC-SHA256 of the code under version `pepper` of CODE_PEPPERS."""
    return hmac.digest(settings.CODE_PEPPERS[pepper], code.encode(), hashlib.sha256)


def current_hash(code):
    """(hash, pepper version) under the current pepper."""
    pepper = next(iter(settings.CODE_PEPPERS))
    return code_hash(code, pepper), pepper


def find(code):
    """
    The ticket with this normalised code, or None: one query either way.

    A ticket found under an older pepper is hashed anew under the current one.
    """
    hashes = {code_hash(code, pepper): pepper for pepper in settings.CODE_PEPPERS}
    ticket = Ticket.objects.filter(code_hash__in=hashes).first()
    current, pepper = current_hash(code)
    if ticket is not None and ticket.code_pepper != pepper:
        Ticket.objects.filter(pk=ticket.pk).update(code_hash=current, code_pepper=pepper)
    return ticket


def renew(ticket):
    """Give `ticket` a new code, which is returned and kept nowhere; the old one is void."""
    code = new_code()
    ticket.code_hash, ticket.code_pepper = current_hash(code)
    ticket.save(update_fields=["code_hash", "code_pepper"])
    return code
