"""Who hears that a reply of a consulted unit is due: that unit before its date, who asked after it (tickets.sweep)."""

from datetime import datetime, time

from django.utils import timezone

from persian.dates import gregorian, in_tehran
from workdays.calendar import add_working_days, load_calendar

from . import notifications
from .history import record
from .models import Consultation, Event, Ticket
from .one_by_one import taken
from .reminders import BATCH, BEGINS

BEFORE_DUE = 1  # working days; what was asked only today is in everybody's mind


def remind(*, now):
    """Tell everybody who must be told by today, each once. Returns of how many consultations."""
    if in_tehran(now).time() < BEGINS:
        return 0
    today, calendar = gregorian(now), load_calendar()
    if not calendar.is_working(today):
        return 0
    waiting = Consultation.objects.open()
    near = add_working_days(today, BEFORE_DUE + 1, calendar)
    morning = timezone.make_aware(datetime.combine(today, time.min))
    soon = waiting.filter(warned=Consultation.Warned.NOBODY, due_on__gte=today, due_on__lt=near)
    late = waiting.filter(warned__lt=Consultation.Warned.ASKING, due_on__lt=today)
    return _tell(soon.filter(event__at__lt=morning), _remind_asked, now) + _tell(late, _tell_asking, now)


def _tell(consultations, step, now):
    """Take `step` for some of `consultations`."""
    keys = consultations.order_by("due_on", "pk").values_list("pk", "ticket")[:BATCH]
    return sum(
        taken(_take, consultations.filter(pk=pk), ticket, step, now, failing="The reminder of a reply failed")
        for pk, ticket in list(keys)
    )


def _take(consultation, ticket, step, now):
    tickets = Ticket.objects.select_for_update(of=("self",), skip_locked=True)
    locked = tickets.filter(pk=ticket).first()  # nobody replies, or ends it, while we hold this
    found = locked and consultation.select_related("unit").first()
    if not found:
        return False
    step(locked, found, now)
    return True


def _remind_asked(ticket, consultation, now):
    event = _note(ticket, consultation, Event.Name.CONSULT_DUE, Consultation.Warned.ASKED, now)
    notifications.tell_unit(event, unit=consultation.unit, now=now)


def _tell_asking(ticket, consultation, now):
    event = _note(ticket, consultation, Event.Name.CONSULT_LATE, Consultation.Warned.ASKING, now)
    notifications.tell_officer(event, now=now)


def _note(ticket, consultation, name, warned, now):
    consultation.warned = warned
    consultation.save(update_fields=["warned"])
    details = {"units": [consultation.unit_id], "consultation": consultation.pk}
    return record(ticket, name, now=now, details=details)
