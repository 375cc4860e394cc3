"""The pages on which heads keep their people, in a real browser."""

import pytest
from django.contrib.auth.models import Group
from django.utils import timezone

from config import invitations
from persian.dates import today
from tests.browser.conftest import DESK, PHONE
from tests.browser.keys import goes
from tests.browser.officer import Officer
from tests.config.staff_rows import row, sheet
from tests.factories import create_ticket, create_user
from tests.processes import wait_until
from units.models import Deputy, Unit, User


@pytest.fixture
def head(site):
    return create_user(role="head", unit=Unit.objects.get(code="d_q1"), first_name="هما", last_name="رستگار")


@pytest.fixture
def leaver(site):
    """An officer with open cases, and a colleague who could take them."""
    office = Unit.objects.get(code="d_q1.nongov")
    create_user(role="officer", unit=office, first_name="سعید", last_name="نیک‌رو")
    leaver = create_user(role="officer", unit=office, first_name="نسرین", last_name="کاظمی")
    for _ in range(3):
        create_ticket(unit=office, assignee=leaver)
    return leaver


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
@pytest.mark.parametrize("language", ["fa", "en"])
def test_pages_of_a_head_pass_the_look(open_page, look, head, leaver, size, language):
    Deputy.objects.create(person=leaver, deputy=head, first_on=today(), last_on=today(), made_by=head)
    deputyship = Deputy.objects.get()
    page = open_page(size=size)
    Officer(page, lambda page: None, head).logs_in()
    prefix = "" if language == "fa" else "/en"

    for address in (
        "/admin/units/user/",
        f"/admin/units/user/{leaver.pk}/change/",
        f"/admin/units/user/{head.pk}/change/",
        "/admin/units/user/invite/",
        "/admin/units/user/import/",
        "/admin/notices/",
        "/admin/units/deputy/",
        "/admin/units/deputy/add/",
        f"/admin/units/deputy/{deputyship.pk}/change/",
    ):
        page.goto(prefix + address)
        look(page)


@pytest.mark.parametrize("javascript", [True, False], ids=["script", "no-script"])
def test_invited_officer_chooses_a_password_with_the_keyboard(open_page, look, mail, head, javascript):
    person = invitations.invite(
        first_name="نو",
        last_name="آمده",
        email="new@edu.example",
        unit=head.unit,
        roles=Group.objects.filter(name="officer"),
        by=head,
        now=timezone.now(),
    )
    page = open_page(javascript=javascript)

    page.goto(f"/admin/invitation/{invitations.key_of(person)}/")
    look(page)
    page.locator("[name=new_password1]").fill("an unusual sentence 7")
    page.keyboard.press("Tab")
    page.keyboard.type("an unusual sentence 7")
    page.keyboard.press("Enter")
    page.wait_for_url("**/admin/login/**")
    look(page)

    assert User.objects.get(pk=person.pk).check_password("an unusual sentence 7")


@pytest.mark.parametrize("javascript", [True, False], ids=["script", "no-script"])
@pytest.mark.parametrize(("language", "size"), [("fa", PHONE), ("en", DESK)])
def test_people_of_a_file_are_invited_with_the_keyboard(open_page, look, mail, head, javascript, language, size):
    """A workbook is refused, a wrong row is corrected, and then everybody gets an e-mail."""
    page = open_page(size=size, javascript=javascript)
    officer = Officer(page, lambda page: None, head, language=language)
    officer.logs_in()
    page.goto(f"{officer.prefix}/admin/units/user/")
    page.get_by_role("link", name=officer.words("Add staff from a file")).press("Enter")
    page.wait_for_url("**/import/")
    look(page)

    _sends(page, b"PK\x03\x04 a workbook")
    look(page)
    assert page.locator("[role=alert]:focus").count() == 1
    _sends(page, sheet(row(2), row(3, unit_code="finance", last_name="=1")))
    page.wait_for_url("**/import/file/")
    look(page)
    assert (page.locator(".faults tbody tr").count(), User.objects.filter(last_name="کاظمی").count()) == (2, 0)
    _sends(page, sheet(row(2), row(3), row(4, email=head.email)))
    look(page)
    assert not User.objects.filter(last_name="کاظمی").exists()
    _reaches(page, ".press button.primary")
    goes(page, "Enter")
    look(page)

    wait_until(lambda: len(mail.accepted) == 2, lambda: f"{len(mail.accepted)} mails")
    with page.expect_navigation():
        page.get_by_role("link", name=officer.words("See who has not accepted yet")).press("Enter")
    assert page.locator("#result_list tbody tr").count() == 2


def _sends(page, content):
    page.locator("[name=file]").set_input_files({"name": "staff.csv", "mimeType": "text/csv", "buffer": content})
    page.locator("[name=file]").focus()
    _reaches(page, "form[enctype] button.primary")
    goes(page, "Enter")


def _reaches(page, button):
    """Press Tab until `button` has the focus."""
    for _ in range(60):
        if page.locator(f"{button}:focus").count():
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"Tab does not lead to {button}")
