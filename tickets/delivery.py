"""Sends one notice: claims its row, sends, writes down what came of it. At least once, always under the same Message-ID."""

import logging
from datetime import timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db.models import F
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from units.models import Unit, User

from . import notifications, sms
from .models import Notification

logger = logging.getLogger(__name__)

MAX_ATTEMPTS = 5
RETRY = timedelta(seconds=30)


def deliver(*, notification_id, now):
    """Send the notice if it is due and nobody else is sending it. Five failures make it dead, with an alert."""
    notice = _claim(notification_id, now)
    if notice is None:
        return
    try:
        _send(notice)
    except Exception as error:  # whatever a mail server or an SMS gateway may raise
        _put_off(notice, error, now)
    else:
        notice.status, notice.sent_at, notice.error = Notification.Status.SENT, timezone.now(), ""
        notice.save(update_fields=["status", "sent_at", "error"])


def _claim(notification_id, now):
    """The row, if this call is the one that may send it now; the claim lapses after NOTICE_CLAIM_SECONDS."""
    claimed = (
        Notification.objects.due(now)
        .filter(pk=notification_id)
        .update(
            status=Notification.Status.SENDING,
            attempts=F("attempts") + 1,
            due_at=now + timedelta(seconds=settings.NOTICE_CLAIM_SECONDS),
        )
    )
    if not claimed:
        return None
    notice = Notification.objects.select_related("ticket__unit", "ticket__topic", "event").get(pk=notification_id)
    if notice.attempts > MAX_ATTEMPTS:  # every claim so far ended with a dead worker
        _bury(notice, "claimed too often")
        return None
    return notice


def _put_off(notice, error, now):
    reason = f"{type(error).__name__}"[:200]  # never the server's own words: they may quote an address
    if notice.attempts >= MAX_ATTEMPTS:
        _bury(notice, reason)
        return
    logger.warning("Notice %s not sent (%s); attempt %s of %s", notice.pk, reason, notice.attempts, MAX_ATTEMPTS)
    notice.status, notice.error = Notification.Status.PENDING, reason
    notice.due_at = now + RETRY * 4 ** (notice.attempts - 1)
    notice.save(update_fields=["status", "error", "due_at"])


def _bury(notice, reason):
    logger.critical("Notice %s given up after %s attempts: %s", notice.pk, notice.attempts, reason)
    notice.status, notice.error = Notification.Status.DEAD, reason
    notice.save(update_fields=["status", "error"])


def _send(notice):
    kind, _, pk = notice.recipient.partition(":")
    language = notice.ticket.language if kind == notifications.SENDER else settings.LANGUAGE_CODE
    with override(language):
        if notice.channel == Notification.Channel.SMS:
            sms.send(to=notice.ticket.sender.mobile, text=_render(notice, kind, "sms.txt"))
        else:
            _mail(notice, kind, to=_address(notice, kind, pk)).send()


def _address(notice, kind, pk):
    if kind == notifications.UNIT:
        return Unit.objects.get(pk=pk).email
    if kind == notifications.USER:
        return User.objects.get(pk=pk).email
    return notice.ticket.sender.email


def _mail(notice, kind, *, to):
    subject, _, text = _render(notice, kind, "txt").strip().partition("\n")
    message = EmailMultiAlternatives(
        subject=subject,
        body=text.strip() + "\n",
        to=[to],
        headers={
            "Message-ID": f"<{notice.message_key}@{urlsplit(settings.SITE_URL).hostname}>",
            "Auto-Submitted": "auto-generated",
        },
    )
    message.attach_alternative(_render(notice, kind, "html"), "text/html")
    return message


def _render(notice, kind, ending):
    """Templates are named by whom they tell and of what: tickets/notices/unit_routed.txt. The first line is the subject."""
    reader = notifications.SENDER if kind == notifications.SENDER else notifications.UNIT
    ticket = notice.ticket
    context = {
        "ticket": ticket,
        "event": notice.event,
        "site": settings.SITE_URL,
        "case_page": settings.SITE_URL + reverse("admin:tickets_ticket_change", args=[ticket.pk]),
        "track_page": settings.SITE_URL + reverse("tickets:track"),
    }
    return render_to_string(f"tickets/notices/{reader}_{notice.event.name}.{ending}", context)
