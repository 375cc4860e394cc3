"""The pages on which heads keep their people, in a real browser."""

import pytest
from django.contrib.auth.models import Group
from django.utils import timezone

from config import invitations
from persian.dates import today
from tests.browser.conftest import DESK, PHONE
from tests.browser.officer import Officer
from tests.factories import create_ticket, create_user
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
