"""The summary: one mail each working morning of all that waits, for those of the staff who chose it over many."""

from dataclasses import dataclass
from datetime import date, time

from django.conf import settings
from django.db.models import CharField, Exists, OuterRef, Value
from django.db.models.functions import Cast, Concat
from django.urls import reverse
from django.utils.translation import gettext as _

from persian.dates import gregorian, in_tehran
from units.models import NotifyBy, Organisation, User
from workdays.calendar import load_days_off

from . import tabs
from .counting import count_each, in_figures
from .models import Consultation, Notification, Ticket
from .notifications import USER
from .reminders import BEGINS
from .workflow import OPEN, Status

ENDS = time(14)  # in Tehran: after an outage as long as that the summary of tomorrow is soon enough
NAMED = 3  # cases under each heading; the others stand in the list that it leads to
HEADINGS = ("overdue", "today", "soon", tabs.APPROVAL, "new", "mine", "waiting", tabs.UNDECIDED)  # the urgent first


class NothingToSay(Exception):
    """The day of the summary is over, its reader has left or wants none any more, or nothing waits for them."""


@dataclass(frozen=True)
class Named:
    """A case in the words of every mail to staff, which name nobody. `topic` is empty where it is sensitive."""

    number: str
    kind: str
    topic: str
    due_on: date

    @property
    def isolated_number(self):
        """In a Persian line it would else read backwards."""
        return f"\u2066{self.number}\u2069"


@dataclass(frozen=True)
class Heading:
    """One thing that waits: how much of it, in figures, the first few cases, and the list of all."""

    words: str
    count: str
    cases: list[Named]
    address: str


def prepare(*, now):
    """Add today's rows, once for each who wants a summary and works today; in four queries, however many do."""
    today = gregorian(now)
    if not BEGINS <= in_tehran(now).time() < ENDS:
        return
    recipient = Concat(Value(f"{USER}:"), Cast("pk", CharField()))
    has_it = Notification.objects.filter(day=today, recipient=OuterRef("recipient"))
    people = _readers().annotate(recipient=recipient).filter(~Exists(has_it)).select_related("unit")
    working = _units_at_work({person.unit for person in people}, today)
    rows = [
        Notification(day=today, recipient=person.recipient, channel=Notification.Channel.EMAIL, due_at=now)
        for person in people
        if person.unit in working
    ]
    Notification.objects.bulk_create(rows, ignore_conflicts=True)


def _readers():
    return User.objects.active_staff().filter(notify_by=NotifyBy.DAILY).exclude(email="")


def _units_at_work(units, today):
    """Those of `units` where today is a working day; None, for who has no unit, goes by the province."""
    if not units:
        return set()
    days_off = load_days_off()
    return {unit for unit in units if days_off.calendar_of(unit).is_working(today)}


def compose(notice, *, now):
    """What the templates say to the reader of `notice`, a row of a day; raises NothingToSay."""
    reader = _readers().select_related("unit").filter(pk=notice.recipient.removeprefix(f"{USER}:")).first()
    if reader is None or notice.day != gregorian(now):
        raise NothingToSay
    headings = [*_cases(reader, tabs.Day(notice.day)), *_consultations(reader)]
    if not headings:
        raise NothingToSay
    return {
        "day": notice.day,
        "headings": headings,
        "organisation": Organisation.objects.first(),
        "own_notices": settings.SITE_URL + reverse("admin:own_notices"),
    }


def _cases(reader, day):
    """A Heading for each tab with cases in it, as many as the queue shows there; a case is named under the first."""
    rows = Ticket.objects.visible_to(reader)
    if not rows.filter(status__in=OPEN).exclude(status=Status.AWAITING_CITIZEN).exists():
        return  # it is nobody's turn but the citizens'
    counts, named = tabs.counts(reader, rows, day=day), []
    queue = reverse("admin:tickets_ticket_changelist")
    for name in HEADINGS:
        if counts.get(name):
            under = rows.filter(tabs.TABS[name].cases(reader=reader, day=day)).exclude(pk__in=named)
            first = list(under.select_related("topic").order_by(*tabs.MOST_URGENT_FIRST)[:NAMED])
            named += [ticket.pk for ticket in first]
            yield Heading(
                words=str(tabs.TABS[name].words),
                count=in_figures(counts[name]),
                cases=[_named(ticket, ticket.get_kind_display(), ticket.due_on) for ticket in first],
                address=f"{settings.SITE_URL}{queue}{_asking_for(name)}",
            )


def _asking_for(tab):
    """As the queue's own links do."""
    return "" if tab == tabs.UNDECIDED else f"?{tabs.STATE}={tab}"


def _consultations(reader):
    """The Heading of what other units ask: it stands under no tab."""
    asked = Consultation.objects.open().asked_of(reader)
    count = count_each({"asked": asked})["asked"]
    if count:
        first = asked.by_urgency().select_related("ticket__topic")[:NAMED]
        yield Heading(
            words=_("Asked by other units"),
            count=in_figures(count),
            cases=[_named(each.ticket, each.get_purpose_display(), each.due_on) for each in first],
            address=settings.SITE_URL + reverse("admin:tickets_consultation_changelist") + "?state=open",
        )


def _named(ticket, kind, due_on):
    return Named(
        number=ticket.number,
        kind=kind,
        topic="" if ticket.sensitive else ticket.topic.title,
        due_on=due_on,
    )
