"""
How long a closure takes to be counted into every open case.

    .venv/bin/python -m deploy with python -m benchmarks.recount [cases]

Works on the development server in one transaction that is rolled back: nothing of it stays. Prints seconds.
"""

import os
import random
import sys
import uuid
from datetime import timedelta
from time import perf_counter, process_time

import django

CASES, PAUSED, EXTENDED = 10_000, 0.05, 0.1
WORDS = [f"واژه{number}" for number in range(5000)]
FARTHEST = timedelta(days=20)


def build(number, now):
    """Open cases of the last weeks, in all districts, some paused and some extended, each with its due date."""
    from tickets import clock
    from tickets.history import record_all
    from tickets.models import Event, Ticket

    drawn = random.Random(1405)  # noqa: S311 # nosec B311
    cases, deadlines = zip(*_cases(number, now, drawn), strict=True)
    cases = Ticket.objects.bulk_create(cases, batch_size=1000)
    events = record_all(cases, Event.Name.SUBMITTED, now=now, fields=["due_on"], details=[{}] * number)
    clock.keep_all((event, deadline, deadline.working_days) for event, deadline in zip(events, deadlines, strict=True))
    _pause_and_extend(events, drawn)


def _cases(number, now, drawn):
    """(unsaved case, its Deadline), as often as `number` says."""
    from persian.dates import gregorian
    from tickets import clock
    from tickets.models import Ticket, Topic
    from units.models import Unit
    from workdays.calendar import load_calendars

    topics, offices = list(Topic.objects.all()), list(Unit.objects.offices())
    calendars = load_calendars(places := [None, *Unit.objects.districts()])
    for _ in range(number):
        place, at = drawn.choice(places), now - FARTHEST * drawn.random()
        deadline = clock.count(gregorian(at), drawn.choice((5, 10, 15)), calendars[place])
        key = uuid.uuid4()
        case = Ticket(
            kind="complaint",
            topic=drawn.choice(topics),
            identity="named",
            code_hash=key.bytes * 2,
            code_pepper=0,
            submission_key=key,
            district=place,
            unit=drawn.choice(offices),
            status="in_review",
            submitted_at=at,
            routed_at=at,
            due_on=deadline.due_on,
            search_text=" ".join(drawn.choices(WORDS, k=60)),  # an index of words grows with each row that is moved
        )
        yield case, deadline


def _pause_and_extend(events, drawn):
    from tickets.models import ClockReason, Extension, Pause

    pause = ClockReason.objects.filter(purpose="pause").first()
    more = ClockReason.objects.filter(purpose="extension").first()
    Pause.objects.bulk_create(
        Pause(
            ticket=event.ticket,
            event=event,
            reason=pause,
            round=0,
            since=event.ticket.submitted_at.date(),
            until=event.ticket.submitted_at.date() + timedelta(days=3),
            is_over=True,
        )
        for event in drawn.sample(events, int(len(events) * PAUSED))
    )
    Extension.objects.bulk_create(
        Extension(ticket=event.ticket, event=event, reason=more, round=0, days=5)
        for event in drawn.sample(events, int(len(events) * EXTENDED))
    )


def measure(number):
    """(seconds, of them in Python, cases moved) of a count after a closure, and of a second one with nothing to do."""
    from django.db import transaction
    from django.utils import timezone

    from persian.dates import gregorian
    from tickets.recount import recount
    from workdays.calendar import add_working_days, load_calendar
    from workdays.changes import note_change
    from workdays.models import Holiday

    now = timezone.now()
    with transaction.atomic():
        build(number, now)
        closed = add_working_days(gregorian(now), 1, load_calendar())
        Holiday.objects.create(date=closed, name_fa="برف")
        note_change(by=None, now=now)
        for _ in range(2):
            began, worked = perf_counter(), process_time()
            moved = recount(now=now)
            yield perf_counter() - began, process_time() - worked, moved
        transaction.set_rollback(True)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    for seconds, own, moved in measure(int(sys.argv[1]) if sys.argv[1:] else CASES):
        print(f"{seconds:.2f} s, {own:.2f} s of them in Python, {moved} moved")
