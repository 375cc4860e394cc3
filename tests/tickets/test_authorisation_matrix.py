"""Every address of the admin × every person × own, another's and forged rows: nothing is seen that may not be seen."""

import logging

import pytest
from bs4 import BeautifulSoup
from django.db import transaction
from django.test import Client

from tests.matrix import gets, posts
from tests.matrix.addresses import places, site_addresses
from tests.matrix.asking import ask_all, fingerprint
from tests.matrix.filling import BUTTONS, filled
from tests.matrix.gets import QUEUE
from tests.matrix.people import PEOPLE
from tests.matrix.rows import canary
from tests.matrix.sections import TABLES, is_of_cases, registered
from tickets.admin.steps import STEPS


@pytest.fixture
def quiet():
    """Django reports each of the thousands of refused addresses, with its traceback."""
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)


def browser_of(person, world):
    browser = Client(raise_request_exception=False)
    if world.people[person]:
        browser.force_login(world.people[person])
    return browser


def page_of(row):
    return f"/admin/tickets/ticket/{row.row.pk}/change/"


@pytest.mark.parametrize("person", PEOPLE)
def test_nobody_reads_or_changes_what_is_not_theirs(record_property, quiet, world, person):
    turn = list(PEOPLE).index(person)
    asks = [*gets.everything(person, world, turn), *posts.everything(person, world, turn)]

    tally = ask_all(asks, client=browser_of(person, world), person=person, world=world)

    record_property("authorisation_checks", tally.checks)
    record_property("authorisation_leaks", len(tally.leaks))
    assert (tally.leaks, tally.faults) == ([], [])


@pytest.mark.parametrize(
    ("person", "step", "case"), [("officer", "open_sender", "plain"), ("inspector", "reveal", "hidden")]
)
def test_opened_particulars_can_be_read(world, person, step, case):
    row = next(row for row in world.rows[QUEUE] if row.name == case)

    page = browser_of(person, world).post(page_of(row), filled(step, row.row, world.people[person]), follow=True)

    assert canary(case, "sender") in page.content.decode()


def test_the_matrix_has_rows_for_every_section():
    """Else add some to tests.matrix.sections.TABLES, with who may see them."""
    sections = {label for label in registered() if not is_of_cases(label)}

    assert sections == set(TABLES)


def test_the_matrix_knows_every_button_of_a_case(world):
    """Else add the button to tests.matrix.BUTTONS: steps are known by themselves."""
    browsers = {person: browser_of(person, world) for person in ("officer", "inspector")}
    pages = [
        browsers[person].get(page_of(row)) for person in browsers for row in world.rows[QUEUE] if person in row.seen_by
    ]

    buttons = {
        button["value"].partition(":")[0]
        for page in pages
        for button in BeautifulSoup(page.content, "html.parser").select("button[name=step]")
    }

    assert buttons - set(STEPS) - set(BUTTONS) == set()


def test_every_forged_step_would_be_taken_if_it_were_theirs(world):
    """Else the refusals prove nothing: say in tests.matrix.filling.TYPED what the step asks for."""
    untaken = [name for name in [*STEPS, *BUTTONS] if not _is_taken_by_somebody(name, world)]

    assert untaken == []


def _is_taken_by_somebody(name, world):
    return any(
        _changes(name, row, person, world)
        for person in ("officer", "head", "receptionist", "inspector")
        for row in world.rows[QUEUE]
        if person in row.seen_by and (name in BUTTONS or STEPS[name].fits(row.row))
    )


def _changes(step, row, person, world):
    before = fingerprint()
    with transaction.atomic():
        browser_of(person, world).post(page_of(row), filled(step, row.row, world.people[person]))
        after = fingerprint()
        transaction.set_rollback(True)
    return after != before


def test_the_matrix_fills_in_every_address():
    """A parameter it was not taught makes it fail, and so does a section that has lost its addresses."""
    unfilled = [place for place in places() if not place.label and not site_addresses(place)]

    assert (unfilled, {place.label for place in places()} - {""}) == ([], set(registered()))
