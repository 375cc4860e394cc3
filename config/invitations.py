"""
Inviting people to work here: an account without a password, and an e-mail with a link to choose one.

The row is the queue: `send_due` sends what waits, a few at a time, and tries again what a mail server refused.
"""

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from functools import partial

from django.conf import settings
from django.contrib.auth.models import Group
from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import override

from tickets.tasks import wake
from units.models import Invitation, Organisation, Unit, User

logger = logging.getLogger(__name__)

VALID = timedelta(seconds=settings.PASSWORD_RESET_TIMEOUT)
AGAIN_AFTER = timedelta(minutes=5)
BATCH = 20  # mails of one task
CLAIM = timedelta(minutes=5)
BACK_OFF = (timedelta(minutes=1), timedelta(minutes=10), timedelta(hours=1), timedelta(hours=8))


class TooSoon(Exception):
    """The invitation waits to be sent, or went out a moment ago."""


class _Tokens(PasswordResetTokenGenerator):
    """Dies with the first password, with a new invitation, with the account made inactive, and after VALID."""

    key_salt = "config.invitations"

    def _make_hash_value(self, user, timestamp):
        return f"{super()._make_hash_value(user, timestamp)}{user.invitation.made_at.timestamp()}"


tokens = _Tokens()


@dataclass(frozen=True)
class Newcomer:
    """Somebody to be invited, by the checked particulars; `roles` are groups."""

    first_name: str
    last_name: str
    email: str
    unit: Unit
    roles: Iterable[Group]

    def account(self):
        """The User they become, not saved: they enter with the e-mail address, and have no password yet."""
        names = {"first_name": self.first_name, "last_name": self.last_name}
        person = User(username=self.email, email=self.email, **names, unit=self.unit, is_staff=True)
        person.set_unusable_password()
        return person


def taken(addresses):
    """Those of `addresses`, in small letters, by which somebody enters or is written to already."""
    names = User.objects.annotate(name=Lower("username"), address=Lower("email"))
    rows = names.filter(Q(name__in=addresses) | Q(address__in=addresses)).values_list("name", "address")
    return {text for row in rows for text in row}.intersection(addresses)


def invite(*, by, now, **particulars):
    """Make the account of somebody new, by the particulars of a Newcomer, and invite them."""
    (person,) = invite_all([Newcomer(**particulars)], by=by, now=now)
    return person


@transaction.atomic
def invite_all(newcomers, *, by, now):
    """Make an account of each of `newcomers` and invite them: as many questions for many as for one. [User]"""
    people = User.objects.bulk_create(newcomer.account() for newcomer in newcomers)
    belongs = User.groups.through
    belongs.objects.bulk_create(
        belongs(user=person, group=role)
        for person, newcomer in zip(people, newcomers, strict=True)
        for role in newcomer.roles
    )
    send_to(people, by=by, now=now)
    return people


def send_to(people, *, by, now):
    """Have each of `people`, who have no invitation yet, invited after the commit."""
    Invitation.objects.bulk_create(Invitation(person=person, made_by=by, made_at=now, due_at=now) for person in people)
    _ring()


@transaction.atomic
def invite_again(*, person, by, now):
    """Send a new link; the one before opens nothing any more. Raises TooSoon."""
    Invitation.objects.get_or_create(person=person, defaults={"made_by": by, "made_at": now - AGAIN_AFTER})
    invitation = Invitation.objects.select_for_update().get(person=person)
    if invitation.due_at is not None or invitation.made_at > now - AGAIN_AFTER:
        raise TooSoon
    Invitation.objects.filter(pk=invitation.pk).update(
        made_by=by, made_at=now, due_at=now, attempts=0, sent_at=None, error=""
    )
    _ring()


def may_be_invited(person):
    """Has `person` an account in use, an address, and no password yet?"""
    return person.is_active and bool(person.email) and not person.has_usable_password()


def of(person):
    """The Invitation of `person`, or None."""
    return Invitation.objects.filter(person=person).first()


def _ring():
    from .tasks import send_invitations

    transaction.on_commit(partial(wake, send_invitations), robust=True)


def send_due(*, now):
    """Send the next BATCH of what is due. Returns how many were taken up."""
    keys = Invitation.objects.due(now).order_by("due_at", "pk").values_list("pk", flat=True)[:BATCH]
    return sum(_send(key, now) for key in list(keys))


def _send(key, now):
    """Claim one and send it. Returns whether it was this call's to send."""
    claim = {"attempts": F("attempts") + 1, "due_at": now + CLAIM}
    if not Invitation.objects.due(now).filter(pk=key).update(**claim):
        return False
    invitation = Invitation.objects.select_related("person").get(pk=key)
    mine = Invitation.objects.filter(pk=key, made_at=invitation.made_at)  # unless it is sent anew meanwhile
    if not may_be_invited(invitation.person):
        return bool(mine.update(due_at=None))
    try:
        _mail(invitation.person).send()
    except Exception as error:  # whatever a mail server may raise; its words may quote the address
        reason, tried = type(error).__name__, invitation.attempts
        logger.warning("Invitation %s not sent (%s), attempt %s", key, reason, tried)
        later = now + BACK_OFF[tried - 1] if tried <= len(BACK_OFF) else None
        mine.update(due_at=later, error=reason)
    else:
        mine.update(due_at=None, sent_at=now, error="")
    return True


def _mail(person):
    with override(settings.LANGUAGE_CODE):
        context = {
            "person": person,
            "link": settings.SITE_URL + reverse("admin:invitation_link", args=[key_of(person)]),
            "days": VALID.days,
            "organisation": Organisation.objects.first(),
        }
        subject, _, text = render_to_string("config/invitation.txt", context).strip().partition("\n")
        html = render_to_string("config/invitation.html", context | {"subject": subject})
    message = EmailMultiAlternatives(
        subject=subject, body=text.strip() + "\n", to=[person.email], headers={"Auto-Submitted": "auto-generated"}
    )
    message.attach_alternative(html, "text/html")
    return message


def key_of(person):
    """What the link in the e-mail to `person` opens the page with."""
    return f"{person.pk}-{tokens.make_token(person)}"


def person_of(key, among=User.objects):
    """The invited User whose link holds `key`; None where it is void, too old, or was never made."""
    pk, _, token = key.partition("-")
    if not (pk.isascii() and pk.isdigit() and len(pk) <= len(str(2**63)) - 1):
        return None
    person = among.filter(pk=pk, is_active=True, invitation__isnull=False).first()
    is_open = person is not None and not person.has_usable_password() and tokens.check_token(person, token)
    return person if is_open else None
