"""What somebody has answered of late, and what is theirs to answer next: for nobody's eyes but their own."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache
from statistics import median_low

from django.db.models import Exists, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from persian.dates import gregorian
from units.models import Unit
from workdays.calendar import working_days_left

from .models import Event, Ticket
from .models.ticket import IS_READ
from .near import due_soon
from .workflow import OPEN, Status

PERIODS = (1, 7, 30)  # days, today among them
CAME_BACK = (Event.Name.REOPENED, Event.Name.OBJECTED)


@dataclass(frozen=True)
class Answer:
    """It was given `on` a day, `days` working days after the case came in, and perhaps the citizen `came_back`."""

    on: date
    days: int
    came_back: bool


@dataclass(frozen=True)
class Report:
    """Of so many `days` until today. `median` is None where nothing was answered."""

    days: int
    answered: int
    median: int | None
    came_back: int


def has_a_day(person):
    """Does `person` answer cases at all?"""
    return bool(person.unit_id) and person.holds("tickets.handle_ticket")


def reports_of(person, *, day):
    """A Report of each of the PERIODS until the Day `day` (tickets.tabs): one question, beside the calendar."""
    given = list(_answers(person, since=_first_day(max(PERIODS), day.date), days_off=day.days_off))
    return [_report(days, [answer for answer in given if answer.on >= _first_day(days, day.date)]) for days in PERIODS]


def next_of(person, *, day):
    """The cases of `person` that are late or due until the end of the next working day, the most urgent first."""
    waiting = [status for status in OPEN if status != Status.AWAITING_CITIZEN]
    is_near = Q(due_on__lt=day.date) | due_soon(day.date, day.days_off, days=1)
    mine = Ticket.objects.visible_to(person).filter(is_near, assignee=person, status__in=waiting)
    return mine.order_by(IS_READ, "due_on", "pk")


def _answers(person, *, since, days_off):
    """
    The answers with the words of `person`, whoever approved them, less what was taken back.

    A case that was reopened came in anew on that day.
    """
    reopened = Event.objects.filter(ticket=OuterRef("ticket"), name__in=CAME_BACK)
    before = reopened.filter(pk__lt=OuterRef("pk")).order_by("-pk").values("at")[:1]
    given = Event.objects.filter(
        name=Event.Name.ANSWERED,
        message__written_by=person,
        message__retracted_at=None,
        message__created_at__gte=timezone.make_aware(datetime.combine(since, time.min)),
    )
    rows = given.values_list(
        "at",
        Coalesce(Subquery(before), "ticket__submitted_at"),
        Exists(reopened.filter(pk__gt=OuterRef("pk"))),
        "ticket__district__path",
    )
    calendar_of = cache(lambda path: days_off.calendar_of(Unit(path=path) if path else None))
    for answered_at, came_at, came_back, path in rows:
        on = gregorian(answered_at)
        yield Answer(on, working_days_left(gregorian(came_at), on, calendar_of(path)), came_back)


def _report(days, answers):
    taken = [answer.days for answer in answers]
    return Report(days, len(taken), median_low(taken) if taken else None, sum(answer.came_back for answer in answers))


def _first_day(days, today):
    return today - timedelta(days=days - 1)
