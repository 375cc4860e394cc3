"""Sends one notice: claims its row, sends, notes what came of it. At least once, always under the same Message-ID."""

import logging
from datetime import date, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db.models import F, Q
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from units.models import Organisation, Unit, User

from . import digest, lost_code, notifications, sms, tracking
from .models import Consultation, Event, Notification, Ticket

logger = logging.getLogger(__name__)

# After the first failure, after the second …: a mail server may be away for a night without burying anybody's notice.
BACK_OFF = (timedelta(minutes=1), timedelta(minutes=10), timedelta(hours=1), timedelta(hours=8))
MAX_ATTEMPTS = len(BACK_OFF) + 1
TO_ASKED = (Event.Name.CONSULTED, Event.Name.CONSULT_DUE)  # who reads of these does not see the case


class NoAddress(Exception):
    """The recipient had an address when the notice was written, and has none now."""


def deliver(*, notification_id, now):
    """
    Send the notice if it is due and nobody else is sending it. Five failures make it dead, with an alert.

    What its reader need not know any more is not sent.
    """
    notice = _claim(notification_id, now)
    if notice is None:
        return
    if _is_needless(notice):
        _release(notice, Notification.Status.NEEDLESS)
        return
    try:
        _send(notice, now)
    except (lost_code.Overtaken, digest.NothingToSay):
        _release(notice, Notification.Status.NEEDLESS)
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
    notice = Notification.objects.select_related("ticket__topic", "event__message").get(pk=notification_id)
    if notice.attempts > MAX_ATTEMPTS:  # every claim so far ended with a dead worker
        _bury(notice, "claimed too often")
        return None
    return notice


def _is_needless(notice):
    """Was it of words taken back since, or for staff who have nothing to do with it any more?"""
    if notice.day is not None:
        return False  # digest.compose knows
    kind, _, pk = notice.recipient.partition(":")
    if kind == notifications.SENDER:
        return notice.event.message is not None and notice.event.message.retracted_at is not None
    if notice.event.name in TO_ASKED:
        return _consultation(notice) is None
    if kind == notifications.USER:
        reader = User.objects.filter(pk=pk).first()
        return reader is None or not _may_know(notice, reader).filter(pk=notice.ticket_id).exists()
    return int(pk) not in (notice.ticket.unit_id, *_asked_in_vain(notice))


def _may_know(notice, reader):
    """
    Of which tickets the staff `reader` may be told: beside those they see, also of another unit's.

    That is one for which they proposed an answer, or about which their own unit was asked.
    """
    concerned = notice.event.details.get("proposed_by") == reader.pk or reader.unit_id in _asked_in_vain(notice)
    if concerned and reader.holds("tickets.handle_ticket"):
        return Ticket.objects.kept_from_the_accused(reader).kept_sensitive(reader)
    return Ticket.objects.visible_to(reader)


def _asked_in_vain(notice):
    """The ids of the units whose consultation ended in the event."""
    return notice.event.details.get("units", ()) if notice.event.name == Event.Name.CONSULT_ENDED else ()


def _consultation(notice):
    """What the unit, or the User, that `notice` is for was asked or reminded of; None once no reply is owed."""
    kind, _, pk = notice.recipient.partition(":")
    of_event = Q(event=notice.event) | Q(pk=notice.event.details.get("consultation"))
    asked = Consultation.objects.open().filter(of_event)
    if kind == notifications.UNIT:
        return asked.filter(unit=pk).first()
    reader = User.objects.filter(pk=pk).first()
    return reader and asked.asked_of(reader).filter(unit=reader.unit_id).first()


def _put_off(notice, error, now):
    reason = type(error).__name__  # never the server's own words: they may quote an address
    if notice.attempts >= MAX_ATTEMPTS:
        _bury(notice, reason)
        return
    logger.warning("Notice %s not sent (%s); attempt %s of %s", notice.pk, reason, notice.attempts, MAX_ATTEMPTS)
    _release(notice, Notification.Status.PENDING, error=reason, due_at=now + BACK_OFF[notice.attempts - 1])


def _bury(notice, reason):
    logger.critical("Notice %s given up after %s attempts: %s", notice.pk, notice.attempts, reason)
    _release(notice, Notification.Status.DEAD, error=reason)


def _release(notice, status, **values):
    """Give the row up, unless the claim has lapsed meanwhile and somebody else has it."""
    mine = Notification.objects.filter(pk=notice.pk, status=Notification.Status.SENDING, attempts=notice.attempts)
    mine.update(status=status, **values)


def _send(notice, now):
    language = notice.ticket.language if _to_sender(notice) else settings.LANGUAGE_CODE
    with override(language):
        context = digest.compose(notice, now=now) if notice.day else _context(notice) | _new_code(notice)
        if notice.channel == Notification.Channel.SMS:
            sms.send(to=notice.ticket.sender.mobile, text=_render(notice, "sms.txt", context).strip())
        else:
            _mail(notice, context).send()


def _to_sender(notice):
    return notice.recipient == notifications.SENDER


def _mail(notice, context):
    subject, _, text = _render(notice, "txt", context).strip().partition("\n")
    message = EmailMultiAlternatives(
        subject=subject,
        body=text.strip() + "\n",
        to=[_address(notice)],
        headers={
            "Message-ID": f"<{_message_id(notice)}@{urlsplit(settings.SITE_URL).hostname}>",
            "Auto-Submitted": "auto-generated",
        },
    )
    message.attach_alternative(_render(notice, "html", context | {"subject": subject}), "text/html")
    return message


def _message_id(notice):
    """The same on every attempt: nobody reads a notice twice. A new code must be read, for the last one is void."""
    renews = notice.event is not None and notice.event.name == Event.Name.CODE_RENEWED
    return f"{notice.message_key}.{notice.attempts}" if renews else notice.message_key


def _address(notice):
    kind, _, pk = notice.recipient.partition(":")
    if kind == notifications.UNIT:
        address = Unit.objects.get(pk=pk).email
    elif kind == notifications.USER:
        address = User.objects.get(pk=pk).email
    else:
        address = notice.ticket.sender.email
    if not address:  # Django would send nothing, and call it sent
        raise NoAddress
    return address


def _context(notice):
    """What the templates may say: of the ticket only what names nobody."""
    ticket = notice.ticket
    context = {
        "number": ticket.number,
        "isolated_number": f"\u2066{ticket.number}\u2069",  # LRI, PDI: in a Persian line it would read backwards
        "kind": ticket.get_kind_display(),
        "topic": "" if ticket.sensitive else ticket.topic.title,
        "until": notice.event.until,
        "reason": notice.event.details.get("of") or notice.event.details.get("to", ""),
        "cases": notice.event.details.get("cases", 1),
        "dropped": notice.recipient == f"{notifications.USER}:{notice.event.details.get('proposed_by')}",
        "handed_over": bool(notice.event.details.get("assignee")),
        "ownerless": notice.event.details.get("owner", "somebody") is None,
        "queue": settings.SITE_URL + reverse("admin:tickets_ticket_changelist"),
        "organisation": Organisation.objects.first(),
        "case_page": settings.SITE_URL + reverse("admin:tickets_ticket_change", args=[ticket.pk]),
        "track_page": settings.SITE_URL + reverse("tickets:track"),
    }
    more = _context_of_consultation(notice) if notice.event.name in TO_ASKED else {}
    return context | _due(notice) | more


def _due(notice):
    """By when something is to be done: of what an accepted suggestion is to bring, not the answer, long given."""
    details = notice.event.details
    is_promise = notice.event.name == Event.Name.UNDERTAKEN or details.get("of") == "undertaking"
    if is_promise and "due_on" in details:
        return {"implement_by": date.fromisoformat(details["due_on"])}
    return {"due_on": notice.ticket.due_on}


def _context_of_consultation(notice):
    """A unit that is asked cannot see the case: its link leads to the question."""
    asked = _consultation(notice)
    return {
        "asked_by": notice.event.unit.name,
        "reply_by": asked.due_on,
        "consultation_page": settings.SITE_URL + reverse("admin:tickets_consultation_change", args=[asked.pk]),
    }


def _new_code(notice):
    """A new tracking code, if the notice brings one: it is kept nowhere else. Raises lost_code.Overtaken."""
    if notice.event.name != Event.Name.CODE_RENEWED or notice.event.by_id:  # given in person, it is in their hand
        return {}
    code = tracking.grouped(lost_code.redeem(notice.event))
    return {"code": code, "isolated_code": f"\u2066{code}\u2069"}


def _render(notice, ending, context):
    """Templates are named by whom they tell of what: tickets/notices/unit_routed.txt, its first line the subject."""
    reader = notifications.SENDER if _to_sender(notice) else notifications.UNIT
    name = "summary" if notice.day else f"{reader}_{notice.event.name}"
    return render_to_string(f"tickets/notices/{name}.{ending}", context)
