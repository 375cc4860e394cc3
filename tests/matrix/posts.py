"""What is asked by POST: steps filled in so that they would be taken, bulk actions, files, every column by name."""

from django.contrib import admin

from tickets.admin.bulk import ACTS, SURE
from tickets.admin.steps import STEPS
from tickets.workflow import Identity

from .addresses import own_address, places, site_addresses
from .asking import ANY, REFUSED, Ask
from .filling import BUTTONS, WORDS, filled
from .gets import CHANGE, QUEUE, dealt
from .people import ONLY_READ
from .sections import is_of_cases, readers, registered

OPENED = ("plain", "hidden", "anonymous", "of_finance", "hidden_elsewhere", "sensitive")
REPLY = {"reply-seen": "0", "reply-text": WORDS}


def everything(person, world, turn):
    """All that `person` asks by POST of what is not theirs. `turn` deals the hidden rows out evenly."""
    for place in places():
        if not place.label:
            yield from (Ask(address, data={"x": "1"}) for address in site_addresses(place) if not _logs_out(address))
        elif place.parameters:
            yield from _columns(place, person, world, turn)
        else:
            yield from _actions(place, person, world)
    yield from _steps(person, world, turn)
    yield from _openings(person, world)


def _logs_out(address):
    return "logout" in address or "login" in address


def _columns(place, person, world, turn):
    """Every column of the model by name, and a reply, to every address of a row."""
    hidden = [row for row in world.rows[place.label] if person not in row.seen_by]
    for row in dealt(hidden, turn, 1):
        yield Ask(
            own_address(place, row),
            place.label,
            {**_columns_of(place.label), **REPLY, "post": "yes"},
            must=REFUSED,
            keeps=True,
        )


def _columns_of(label):
    return {field.name: "1" for field in registered()[label].model._meta.get_fields()}


def _actions(place, person, world):
    """Every action, and every column by name, with the keys of hidden rows and of none."""
    hidden = [str(row.row.pk) for row in world.rows[place.label] if person not in row.seen_by]
    must = ANY if person in readers(place.label) else REFUSED
    yield Ask(place.filled(), place.label, _columns_of(place.label), must=must, keeps=must == REFUSED)
    if place.route == "bulk/":
        yield from _in_bulk(place, hidden, world)
    if place.route:
        return
    for action in sorted({*_actions_of(place.label), "delete_selected"}):
        typed = {"action": action, "_selected_action": [*hidden, "999999999"], "select_across": "0", "post": "yes"}
        yield Ask(place.filled(), place.label, typed, must=must, keeps=True)


def _in_bulk(place, hidden, world):
    """Everything that can be done to several cases, of hidden ones."""
    officer = world.people["officer"]
    chosen = {"assignee": officer.pk, "unit": officer.unit_id, "reason": WORDS, SURE: "1"}
    yield from (Ask(place.filled(), place.label, {"do": name, "case": hidden, **chosen}, keeps=True) for name in ACTS)


def _actions_of(label):
    given = registered()[label].actions or ()
    return [getattr(action, "__name__", action) for action in given] + [name for name, _function in admin.site.actions]


def _steps(person, world, turn):
    """Every step on cases that are hidden from `person`; on those they may only read as well."""
    by = world.people[person] or world.people["officer"]
    for place in places():
        if not (place.label and is_of_cases(place.label) and place.route in CHANGE):
            continue
        hidden = [row for row in world.rows[place.label] if person not in row.seen_by]
        only_read = [row for row in world.rows[place.label] if person in row.seen_by & ONLY_READ]
        for name in _named(place, turn):
            for row in dealt(_fitting(name, hidden), turn, 1):
                yield Ask(own_address(place, row), place.label, filled(name, row.row, by), must=REFUSED, keeps=True)
            for row in dealt(_fitting(name, only_read), turn, 1):
                yield Ask(own_address(place, row), place.label, filled(name, row.row, by), keeps=True)


def _openings(person, world):
    """Asking for the sender of some cases in sight, by both ways: each opens its own sort of sender only."""
    for row in world.rows[QUEUE]:
        if row.name not in OPENED or person not in row.seen_by:
            continue
        for step, identity in (("open_sender", Identity.NAMED), ("reveal", Identity.HIDDEN)):
            opens = row.name if row.row.identity == identity else ""
            address = f"/admin/tickets/ticket/{row.row.pk}/change/"
            yield Ask(address, QUEUE, filled(step, row.row, world.people[person]), opens=opens)


def _named(place, turn):
    """All of them in the queue of every kind; in each system's own section a third of them, others for every turn."""
    found = [*STEPS, *BUTTONS, "add"]
    return found if place.label == QUEUE else found[turn % 3 :: 3]


def _fitting(name, rows):
    """Those of `rows` whose state admits the step, if any does."""
    return [row for row in rows if name in STEPS and STEPS[name].fits(row.row)] or rows
