"""The rows of every section of the admin that is not a list of cases, and who may see them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.contrib import admin
from django.utils import timezone

from persian.dates import today
from tests import factories
from tickets import lifecycle
from tickets.models import ClockReason, Consultation, Notification, Ticket
from units.models import Channel, Deputy, Organisation, Unit, User
from workdays.models import Holiday, RestDay

from .cases import ASKED, CASES
from .people import HEADS, KEEP_TABLES, ONLY_READ, READ_QUEUES
from .rows import Row, canary, names


def _unit(secret):
    parent = Unit.objects.get(code="directorate")
    return factories.create_unit(code="matrix", parent=parent, email=f"{secret}@edu.example")


def _user(secret, **further):
    return factories.create_user(email=f"{secret}@edu.example", **further)


def _of_the_district(secret):
    return _user(secret, role="officer", unit=Unit.objects.get(code="d_q1.nongov"))


def _deputyship(secret):
    """In days to come; it holds no words, and names that colleagues read elsewhere."""
    person = factories.create_user(role="officer", unit=Unit.objects.get(code="d_q1.nongov"))
    day, deputy = date(2040, 1, 1), User.objects.get(username="matrix-officer")
    return Deputy.objects.create(person=person, deputy=deputy, first_on=day, last_on=day, made_by=deputy)


def _clock_reason(secret):
    return ClockReason.objects.create(code=secret, purpose="pause", title_fa="مبنا", title_en="Ground", most_days=5)


def _notice(secret):
    ticket = Ticket.objects.order_by("pk").first()
    return Notification.objects.create(
        ticket=ticket,
        event=ticket.events.order_by("pk").first(),
        recipient="sender",
        channel=Notification.Channel.EMAIL,
        status=Notification.Status.DEAD,
        due_at=ticket.submitted_at,
        error=secret,
    )


def _asked(case, purpose):
    """A function that asks finance about a case of CASES."""

    def ask(secret):
        now = timezone.now()
        words = canary(case, "text")
        lifecycle.consult(
            ticket=Ticket.objects.get(messages__text__contains=words),
            units=[Unit.objects.get(code="finance")],
            purpose=purpose,
            question=secret,
            due_on=today(),
            by=User.objects.get(username="matrix-officer"),
            now=now,
        )
        return Consultation.objects.get(question__text=secret)

    return ask


def _rest_day(secret):
    return RestDay.objects.create(weekday=5, valid_from=date(2040, 1, 1), valid_to=date(2040, 2, 1), source=secret)


def _canned_reply(secret):
    """Of a unit without cases: on no page of a case does anybody read it."""
    return factories.create_canned_reply(title=secret, unit=Unit.objects.get(code="d_q1.support"))


@dataclass(frozen=True)
class Kept:
    """A row: who sees it in its section, and what makes it with a secret in it, which `besides` read elsewhere."""

    seen_by: frozenset[str]
    make: Callable
    besides: frozenset[str] = frozenset()


# "app.model": {name of a row: Kept}.
# A word that everybody may read (names of units, titles of topics, the organisation's telephone) is no secret.
TABLES = {
    "units.unit": {"unit": Kept(KEEP_TABLES, _unit)},
    "units.user": {
        "colleague": Kept(KEEP_TABLES, _user),
        "of_district": Kept(KEEP_TABLES | names("head head_above"), _of_the_district),
        "root": Kept(frozenset({"superuser"}), lambda secret: _user(secret, is_superuser=True)),
    },
    "units.deputy": {"deputyship": Kept(KEEP_TABLES | names("head head_above"), _deputyship)},
    "units.organisation": {"organisation": Kept(KEEP_TABLES, lambda secret: Organisation.objects.get())},
    "units.channel": {
        "channel": Kept(KEEP_TABLES, lambda secret: Channel.objects.create(code=secret, name_fa="خط", phone="111"))
    },
    "tickets.cannedreply": {"canned": Kept(KEEP_TABLES | names("head head_above"), _canned_reply)},
    "tickets.topic": {"topic": Kept(KEEP_TABLES, lambda secret: factories.create_topic(code=secret))},
    "tickets.routingrule": {
        "rule": Kept(KEEP_TABLES, lambda secret: factories.create_rule(order=1, office=secret, kind="praise"))
    },
    "tickets.clockreason": {"reason": Kept(KEEP_TABLES, _clock_reason)},
    "tickets.notification": {"notice": Kept(KEEP_TABLES, _notice)},
    "tickets.consultation": {
        "question": Kept(names(ASKED), _asked("consulted", "question"), names(CASES["consulted"].seen_by)),
        "part": Kept(names(ASKED), _asked("shared", "part"), names(CASES["shared"].seen_by)),
    },
    "workdays.restday": {"restday": Kept(KEEP_TABLES, _rest_day)},
    "workdays.holiday": {
        "holiday": Kept(
            KEEP_TABLES,
            lambda secret: Holiday.objects.create(date=date(2040, 1, 1), name_fa="تعطیل", source=secret),
        )
    },
}
READERS = {  # of the others: KEEP_TABLES
    "tickets.consultation": (READ_QUEUES - ONLY_READ) | {"superuser"},
    "tickets.cannedreply": KEEP_TABLES | HEADS,
    "units.user": KEEP_TABLES | HEADS,
    "units.deputy": KEEP_TABLES | HEADS,
}
WITHOUT_A_SECRET = {"units.organisation", "units.deputy"}
SHOW_CASE_NUMBERS = {"tickets.notification"}  # of every case, to who keeps the tables


def fill_tables(world):
    """Add the rows of all TABLES to `world`."""
    for label, rows in TABLES.items():
        for name, kept in rows.items():
            word = canary(label.partition(".")[2], name)
            secret = world.keep(word, of=name, seen_by=kept.seen_by | kept.besides)
            shows = "" if label in WITHOUT_A_SECRET else secret
            world.rows.setdefault(label, []).append(Row(name, kept.make(secret), kept.seen_by, shows))


def registered():
    """{"app.model": its admin} of every section there is."""
    return {model._meta.label_lower: model_admin for model, model_admin in admin.site._registry.items()}


def is_of_cases(label):
    return issubclass(registered()[label].model, Ticket)


def readers(label):
    """Who finds the section `label` at all."""
    return READ_QUEUES if is_of_cases(label) else READERS.get(label, KEEP_TABLES)
