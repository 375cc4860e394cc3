"""What every test may ask for: the reference data, loaded once, and people named by role."""

import os

import hypothesis
import pytest
from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.test import Client
from django.utils import translation

from tests import factories
from tickets.models import RoutingRule
from units.models import Unit

# A test that fails must fail again, and a busy machine is no fault: no random examples, no limit of time.
# HYPOTHESIS_PROFILE=default looks for new ones.
hypothesis.settings.register_profile("portal", deadline=None, database=None, derandomize=True)
hypothesis.settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "portal"))


def ensure_reference():
    """
    Load the reference data where a transactional test has emptied the tables; else do next to nothing.

    Content types are warmed as well, so that the number of queries a test counts does not depend on its neighbours.
    """
    ContentType.objects.get_for_models(*apps.get_models(include_auto_created=True))
    if not RoutingRule.objects.exists():
        call_command("load_reference", verbosity=0)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """The test database of this process (each xdist worker has its own) begins with the reference data in it."""
    with django_db_blocker.unblock():
        call_command("load_reference", verbosity=0)  # always: a database kept by --reuse-db may know older roles


@pytest.fixture(autouse=True)
def portal_language():
    """Every test begins in Persian: the test client leaves the language of its last request behind."""
    translation.deactivate()


@pytest.fixture
def reference(db):
    """Units, topics, rules, roles and the calendar as `load_reference` leaves them."""
    ensure_reference()


@pytest.fixture
def unit(reference):
    """Look a unit up by its code: `unit("d_q1.nongov")`."""
    return lambda code: Unit.objects.get(code=code)


@pytest.fixture
def directorate(unit):
    return unit("directorate")


@pytest.fixture
def district(unit):
    """Qazvin 1, a district with all twelve offices."""
    return unit("d_q1")


@pytest.fixture
def small_district(unit):
    """Esfarvarin, a district without a single office."""
    return unit("d_esfarvarin")


@pytest.fixture
def office(unit):
    """The office for private schools of `district`, the unit of `officer`."""
    return unit("d_q1.nongov")


@pytest.fixture
def other_office(unit):
    """An office of the directorate that has nothing to do with `office`."""
    return unit("finance")


@pytest.fixture
def complaints_office(unit):
    """The directorate's complaints office, where inspectors work."""
    return unit("complaints")


@pytest.fixture
def school(district):
    """A secondary school of `district`."""
    return factories.create_unit(
        code="school-1", name_fa="دبیرستان آزادی", level="school", stage="secondary", parent=district
    )


@pytest.fixture
def officer(office):
    return factories.create_user(role="officer", unit=office)


@pytest.fixture
def colleague(office):
    """A second officer of the same unit."""
    return factories.create_user(role="officer", unit=office)


@pytest.fixture
def other_officer(other_office):
    return factories.create_user(role="officer", unit=other_office)


@pytest.fixture
def head(district):
    """The head of `district`, above `office`."""
    return factories.create_user(role="head", unit=district)


@pytest.fixture
def inspector(complaints_office):
    """Oversees the whole directorate."""
    return factories.create_user(role="inspector", unit=complaints_office)


@pytest.fixture
def district_inspector(unit):
    """Oversees `district` only."""
    return factories.create_user(role="inspector", unit=unit("d_q1.complaints"))


@pytest.fixture
def director(directorate):
    return factories.create_user(role="director", unit=directorate)


@pytest.fixture
def administrator(directorate):
    return factories.create_user(role="administrator", unit=directorate)


@pytest.fixture
def desk(client, administrator):
    """The browser of somebody who keeps the tables; tests of cases have an officer at their desk."""
    client.force_login(administrator)
    return client


@pytest.fixture
def superuser(reference):
    return factories.create_user(is_superuser=True)


@pytest.fixture
def client_of_somebody_else():
    """A second browser, with a session of its own."""
    return Client()


def pytest_terminal_summary(terminalreporter):
    """Say how much the authorisation matrix has asked (tests/matrix), also where xdist has shared it out."""
    reports = [report for state in ("passed", "failed") for report in terminalreporter.getreports(state)]
    counted = [dict(report.user_properties) for report in reports if report.when == "call"]
    checks = sum(properties.get("authorisation_checks", 0) for properties in counted)
    if checks:
        leaks = sum(properties.get("authorisation_leaks", 0) for properties in counted)
        terminalreporter.write_line(f"Authorisation matrix: {checks} checks, {leaks} leaks")
