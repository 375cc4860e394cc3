"""The due date of a ticket: counted from its promise, its pauses and its extensions, and kept with the derivation."""

from collections import defaultdict
from functools import cache

from django.db.models import OuterRef, Subquery
from django.db.models.functions import Coalesce, TruncDate

from persian.dates import gregorian
from workdays.calendar import ONE_DAY, load_calendar, load_calendars, working_days_left
from workdays.deadline import Pause as Standstill
from workdays.deadline import derive, legal_limit

from .models import DueDate, Extension, Pause, RoutingRule, Warned
from .models.topic import DEFAULT_WORKING_DAYS
from .routing import Facts, NoRule, choose_rule


def promised_days(ticket):
    """The working days promised to such a ticket: the rule's, else the topic's, else 15."""
    try:
        rule_days = choose_rule(Facts.of(ticket), RoutingRule.objects.order_by("order")).working_days
    except NoRule:
        rule_days = None
    return rule_days or ticket.topic.working_days or DEFAULT_WORKING_DAYS


def begin(ticket, now):
    """The Deadline of a ticket that is registered, or reopened, at `now`; nothing is kept yet."""
    return count(gregorian(now), promised_days(ticket), load_calendar(district=ticket.district))


def count(start, days, calendar, *, extra=0, pauses=()):
    """The Deadline `days` + `extra` working days after `start`; `pauses` are rows, or unsaved ones, of Pause."""
    standstills = [Standstill(pause.since, pause.until) for pause in pauses]
    return derive(start, days + extra, calendar, pauses=standstills, limit=legal_limit(start))


def count_again(ticket, *, calendar=None, promise=None, changed=(), more_days=0):
    """
    The Deadline of `ticket` as its rows stand, with an unsaved or changed pause (`changed`) or `more_days` besides.

    `calendar` and `promise` (a DueDate) spare their queries to who has them.
    """
    promise = promise or promise_of(ticket)
    kept = ticket.pauses.filter(round=promise.round).exclude(pk__in=[pause.pk for pause in changed if pause.pk])
    extra = sum(ticket.extensions.filter(round=promise.round).values_list("days", flat=True)) + more_days
    calendar = calendar or load_calendar(district=ticket.district)
    return count(promise.start, promise.promised_days, calendar, extra=extra, pauses=[*kept, *changed])


def promise_of(ticket):
    """The DueDate that holds; made up of what is known for a ticket from the time before they were kept."""
    latest = ticket.due_dates.order_by("-pk").first()
    if latest is not None:
        return latest
    start, calendar = gregorian(ticket.submitted_at), load_calendar(district=ticket.district)
    # where a closure came to lie on the due date, up to the working day after it: it must not take a day away
    days = max(1, working_days_left(start, ticket.due_on - ONE_DAY, calendar) + 1)
    return DueDate(ticket=ticket, round=ticket.times_reopened, start=start, promised_days=days, due_on=ticket.due_on)


def count_all_again(tickets):
    """
    (ticket, its promise, the Deadline as its rows stand) of each of `tickets`; five queries, however many.

    What `count_again` says of one. Many share a start, a promise and a place: those are counted once. A ticket from
    the time before due dates were kept has nothing to be counted from, and is left out.
    """
    calendars = load_calendars({ticket.district for ticket in tickets})
    latest = DueDate.objects.filter(ticket__in=tickets).order_by("ticket", "-pk").distinct("ticket")
    promises = {promise.ticket_id: promise for promise in latest.defer("derivation")}
    pauses, extra = _of_each_round(tickets)

    @cache
    def counted(place, start, days, more, spans):
        return count(start, days, calendars[place], extra=more, pauses=spans)

    for ticket in tickets:
        if promise := promises.get(ticket.pk):
            turn = (ticket.pk, promise.round)
            spans = tuple(pauses[turn])
            yield ticket, promise, counted(ticket.district, promise.start, promise.promised_days, extra[turn], spans)


def _of_each_round(tickets):
    """({(ticket, round): pauses}, {(ticket, round): working days added}) of these tickets."""
    pauses, extra = defaultdict(list), defaultdict(int)
    for pause in Pause.objects.filter(ticket__in=tickets).order_by("since", "until"):
        pauses[pause.ticket_id, pause.round].append(Standstill(pause.since, pause.until))
    for extension in Extension.objects.filter(ticket__in=tickets):
        extra[extension.ticket_id, extension.round] += extension.days
    return pauses, extra


def moved(ticket, deadline):
    """What the event that moves the due date of `ticket` says of it; `ticket` takes the new one, unsaved."""
    details = {"due_on": deadline.due_on.isoformat(), "was": ticket.due_on.isoformat()}
    ticket.due_on, ticket.warned = deadline.due_on, Warned.NOBODY
    return details


MOVED = ("due_on", "warned")  # the fields of a ticket that `moved` sets


def keep(event, deadline, promised):
    """Keep how `deadline` was counted, of which `promised` days were promised; `event` is what brought it about."""
    due_date = _row(event, deadline, promised)
    due_date.save(force_insert=True)
    return due_date


def keep_all(kept):
    """The same for many: (event, deadline, promised) of each."""
    DueDate.objects.bulk_create(_row(*one) for one in kept)


def _row(event, deadline, promised):
    return DueDate(
        ticket=event.ticket,
        event=event,
        round=event.ticket.times_reopened,
        start=deadline.start,
        promised_days=promised,
        due_on=deadline.due_on,
        derivation=deadline.as_json(),
    )


def begun_by(tickets, day):
    """Those of `tickets` whose clock, since they were registered or last reopened, runs since `day` or longer."""
    latest = DueDate.objects.filter(ticket=OuterRef("pk")).order_by("-pk").values("start")[:1]
    begun_on = Coalesce(Subquery(latest), TruncDate("submitted_at"))
    return tickets.annotate(begun_on=begun_on).filter(begun_on__lte=day)


def extensions_of_round(ticket):
    """How often more time was taken since `ticket` was registered or last reopened."""
    return Extension.objects.filter(ticket=ticket, round=ticket.times_reopened).count()


def running_pause(ticket):
    """The Pause that stops the clock of `ticket` now, or None."""
    return Pause.objects.filter(ticket=ticket, is_over=False).first()
