"""Failed guesses at a secret, counted in PostgreSQL: after so many a captcha appears. Nobody is ever refused."""

from datetime import timedelta
from ipaddress import IPv6Address, IPv6Network, ip_address

from django.db.models import Count
from django.utils.crypto import salted_hmac

from .models import Attempt

WINDOW = timedelta(minutes=15)
KEPT = timedelta(days=1)

TRACKING = "tracking"
LOGIN = "login"

# How many failures within WINDOW, by the kind of key, bring the captcha. "site" counts everybody's together: it
# stops a guesser with many addresses.
LIMITS = {
    TRACKING: {"address": 10, "site": 300},
    LOGIN: {"address": 5, "user": 5},
}


def record(purpose, keys, now):
    """Count one failed guess against each of `keys`, such as {"address": "192.0.2.1", "user": "karimi"}."""
    Attempt.objects.bulk_create(
        Attempt(purpose=purpose, key=key, at=now) for key in _hashed_keys(purpose, keys).values()
    )


def needs_captcha(purpose, keys, now):
    """Have there been so many failures of late, for any of `keys` or site-wide, that a captcha must be solved?"""
    hashed = _hashed_keys(purpose, keys)
    recent = Attempt.objects.filter(purpose=purpose, key__in=hashed.values(), at__gt=now - WINDOW)
    # bytes(): the driver hands binary columns over as memoryview
    failures = {bytes(key): count for key, count in recent.values_list("key").annotate(Count("pk"))}
    return any(failures.get(key, 0) >= LIMITS[purpose][kind] for kind, key in hashed.items())


def clean(*, now):
    """Delete what is older than a day; returns how many rows went."""
    deleted, _ = Attempt.objects.filter(at__lte=now - KEPT).delete()
    return deleted


def _hashed_keys(purpose, keys):
    """{kind: keyed hash} of exactly the kinds that LIMITS knows for `purpose`; "site" needs no value."""
    values = {"site": ""} | keys
    return {kind: _hashed(kind, values[kind]) for kind in LIMITS[purpose]}


def _hashed(kind, value):
    """Useless without SECRET_KEY: the table names nobody."""
    text = network(value) if kind == "address" else value.casefold()
    return salted_hmac("units.attempts", f"{kind}:{text}", algorithm="sha256").digest()


def network(address):
    """What one person commands: an IPv4 address, or the 2^64 addresses of an IPv6 network."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return address
    if not isinstance(parsed, IPv6Address):
        return address
    return str(parsed.ipv4_mapped or IPv6Network((int(parsed), 64), strict=False))
