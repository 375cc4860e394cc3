"""Who is told that a case waits too long: its officer before the due date, those above after it (tickets.sweep)."""

from collections import defaultdict
from datetime import datetime, time

from django.db.models import Exists, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from persian.dates import gregorian, in_tehran
from units.models import Level, Unit
from workdays.calendar import ONE_DAY, add_working_days, date_before, load_calendars
from workdays.deadline import latest_start

from . import notifications
from .clock import begun_by
from .history import record
from .models import Event, Ticket, Warned
from .one_by_one import taken
from .workflow import Status

BEGINS = time(7, 30)  # in Tehran, on working days: nobody is reminded at night or on a day of rest
# In working days:
BEFORE_DUE = 2  # the officer is reminded
AFTER_DUE = 5  # the inspectors are told; the heads at once
BEFORE_LIMIT = 10  # both are told, once for each time the case is opened: the law's end moves for nothing
TO_ACCEPT = 2  # the heads are told when the review has not begun by then

BATCH = 200  # of each sort in a sweep
RUNNING = (Status.ROUTED, Status.IN_REVIEW)  # no question to the citizen stops the clock
ARRIVALS = (Event.Name.ROUTED, Event.Name.TRANSFERRED, Event.Name.REOPENED, Event.Name.OBJECTED)
OF_LIMIT, OF_INSPECTORS, OF_ACCEPTANCE = {"to": "limit"}, {"to": "inspector"}, {"of": "acceptance"}

_sorts = []


def reminds(sort):
    """
    Decorate a function (today, calendar) for one more sort of case that somebody is told of; tickets knows none of it.

    It yields (tickets, step): the step takes a locked ticket and `now`, and leaves it in those tickets no longer.
    """
    _sorts.append(sort)
    return sort


def remind(*, now):
    """Tell everybody who must be told by today, each once. Returns of how many cases."""
    today = gregorian(now)
    if in_tehran(now).time() < BEGINS:
        return 0
    return sum(
        _tell(tickets.filter(here), step, now)
        for here, calendar in _places()
        if calendar.is_working(today)
        for tickets, step in _waiting(today, calendar)
    )


def _places():
    """(which tickets, the Calendar they go by): districts where the same days count together, so there are few."""
    districts = list(Unit.objects.filter(level=Level.DISTRICT))
    alike = defaultdict(list)
    for district, calendar in load_calendars([None, *districts]).items():
        alike[calendar].append(district)
    for calendar, places in alike.items():
        here = Q(district__in=[place for place in places if place])
        yield (here | Q(district=None) if None in places else here), calendar


def _waiting(today, calendar):
    """(tickets, what is to be done with each): every sort of case of which somebody must be told."""
    running = Ticket.objects.filter(status__in=RUNNING)
    near = add_working_days(today, BEFORE_DUE + 1, calendar)
    long_ago = date_before(today, AFTER_DUE, calendar)
    yield running.filter(warned__lt=Warned.OFFICER, due_on__gte=today, due_on__lt=near), _remind_officer
    yield running.filter(warned__lt=Warned.HEAD, due_on__lt=today), _tell_heads
    yield running.filter(warned__lt=Warned.INSPECTOR, due_on__lte=long_ago), _tell_inspectors
    yield _near_the_limit(add_working_days(today, BEFORE_LIMIT + 1, calendar) - ONE_DAY), _tell_of_limit
    yield _not_accepted(date_before(today, TO_ACCEPT + 1, calendar)), _remind_to_accept
    for sort in _sorts:
        yield from sort(today, calendar)


def _near_the_limit(day):
    """Those that the law ends by `day`, paused or not, and nobody was told so; no due date is after that limit."""
    told = _events(Event.Name.ESCALATED, details=OF_LIMIT, at__date__gte=OuterRef("begun_on"))
    open_ones = Ticket.objects.open().filter(due_on__lte=day, unit__isnull=False)
    return begun_by(open_ones, latest_start(day)).filter(~Exists(told))


def _not_accepted(day):
    """Those that came to their unit on `day` or before, and nobody there was reminded of it."""
    end = timezone.make_aware(datetime.combine(day + ONE_DAY, time.min))
    latest = _events(name__in=ARRIVALS).order_by("-at").values("at")[:1]
    told = _events(Event.Name.REMINDED, details=OF_ACCEPTANCE, at__gte=OuterRef("arrived_at"))
    came = Ticket.objects.filter(status=Status.ROUTED, routed_at__lt=end)
    came = came.annotate(arrived_at=Coalesce(Subquery(latest), "routed_at"))
    return came.filter(~Exists(told), arrived_at__lt=end)


def _events(name=None, **conditions):
    """The events of the ticket of the query around this one."""
    named = {"name": name} if name else {}
    return Event.objects.filter(ticket=OuterRef("pk"), **named, **conditions)


def _tell(tickets, step, now):
    """Take `step` for some of `tickets`."""
    keys = tickets.order_by("due_on", "pk").values_list("pk", flat=True)[:BATCH]
    return sum(taken(_take, tickets.filter(pk=key), step, now, failing="A reminder failed") for key in list(keys))


def _take(ticket, step, now):
    locked = ticket.select_for_update(of=("self",), skip_locked=True).first()
    if locked is None:  # somebody has it in hand, or was first
        return False
    step(locked, now)
    return True


def _remind_officer(ticket, now):
    ticket.warned = Warned.OFFICER
    event = record(ticket, Event.Name.REMINDED, now=now, fields=["warned"], details={"to": "officer"})
    notifications.tell_officer(event, now=now)


def _tell_heads(ticket, now):
    """Where the case was another unit's before, the inspectors may know already that it is late."""
    told = ticket.events.filter(name=Event.Name.ESCALATED, details=OF_INSPECTORS, at__date__gt=ticket.due_on)
    ticket.warned = Warned.INSPECTOR if told.exists() else Warned.HEAD
    event = record(ticket, Event.Name.ESCALATED, now=now, fields=["warned"], details={"to": "head"})
    notifications.tell_heads(event, now=now)


def _tell_inspectors(ticket, now):
    ticket.warned = Warned.INSPECTOR
    event = record(ticket, Event.Name.ESCALATED, now=now, fields=["warned"], details=OF_INSPECTORS)
    notifications.tell_inspectors(event, now=now)


def _tell_of_limit(ticket, now):
    event = record(ticket, Event.Name.ESCALATED, now=now, details=OF_LIMIT)
    notifications.tell_heads(event, now=now)
    notifications.tell_inspectors(event, now=now)


def _remind_to_accept(ticket, now):
    event = record(ticket, Event.Name.REMINDED, now=now, details=OF_ACCEPTANCE)
    notifications.tell_heads(event, now=now)
