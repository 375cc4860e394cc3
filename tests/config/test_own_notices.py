"""The preference of who is logged in, and of nobody else; and who stands in for whom."""

from datetime import timedelta

from bs4 import BeautifulSoup
from django.utils import timezone

from persian.dates import format_date, today
from tests.factories import create_ticket, create_user
from tickets import notifications
from tickets.history import record
from tickets.models import Event, Notification
from units.models import Deputy

ADDRESS = "/admin/notices/"


def test_member_of_staff_stops_the_mails(client, officer, colleague):
    client.force_login(officer)

    response = client.post(ADDRESS, {"notify_by": "none", "is_superuser": "on", "unit": ""}, follow=True)

    officer.refresh_from_db()
    colleague.refresh_from_db()
    assert (officer.notify_by, colleague.notify_by) == ("none", "each")
    assert (officer.is_superuser, officer.unit is not None) == (False, True)
    assert "انتخاب شما ثبت شد" in response.content.decode()


def test_unknown_choice_is_refused(client, officer):
    client.force_login(officer)

    response = client.post(ADDRESS, {"notify_by": "hourly"})

    officer.refresh_from_db()
    assert (response.status_code, officer.notify_by) == (200, "each")
    assert list(response.context["form"].errors) == ["notify_by"]


def test_stranger_is_sent_to_the_log_in(client, reference):
    response = client.get(ADDRESS)

    assert (response.status_code, response.url) == (302, f"/admin/login/?next={ADDRESS}")


def test_each_choice_says_what_comes_and_when(client, officer):
    client.force_login(officer)

    page = BeautifulSoup(client.get(ADDRESS).content, "html.parser")

    ways = {way.input["value"]: way.get_text(" ", strip=True) for way in page.select("fieldset label")}
    assert list(ways) == ["each", "daily", "none"]
    assert page.select_one("input[checked]")["value"] == "each"
    assert ways["daily"].startswith("روزی یک بار، خلاصهٔ کارها")
    assert "هر روز کاری از ساعت ۷:۳۰ صبح" in ways["daily"]
    assert officer.email in page.get_text()


def test_who_has_no_address_is_told_that_no_mail_can_come(client, office):
    client.force_login(create_user(role="officer", unit=office, email=""))

    assert "نشانی ایمیلی ندارد" in client.get(ADDRESS).content.decode()


def test_summary_is_chosen_and_ends_the_mails_for_each_case(client, office, officer, colleague):
    client.force_login(officer)
    client.post(ADDRESS, {"notify_by": "daily"})

    event = record(create_ticket(unit=office), Event.Name.FOLLOWED_UP, now=timezone.now())
    notifications.tell_unit(event, now=timezone.now())
    notifications.tell_people(event, [officer], now=timezone.now())  # what is for them in person

    told = (
        Notification.objects.filter(recipient__startswith="user:").order_by("pk").values_list("recipient", flat=True)
    )
    assert list(told) == [f"user:{colleague.pk}", f"user:{officer.pk}"]


def test_one_reads_there_whom_one_stands_in_for_and_who_stands_in_for_oneself(client, officer, colleague, head):
    tomorrow, yesterday = today() + timedelta(days=1), today() - timedelta(days=1)
    for person, deputy, day in (
        (head, officer, tomorrow),
        (officer, colleague, today()),
        (head, colleague, today()),
        (colleague, officer, yesterday),
    ):
        Deputy.objects.create(person=person, deputy=deputy, first_on=day, last_on=day, made_by=head)
    client.force_login(officer)

    page = client.get(ADDRESS).content.decode().replace("<bdi>", "").replace("</bdi>", "")

    day, later = format_date(today()), format_date(tomorrow)
    assert page.count(f"{colleague} از {day} تا {day} جانشین {officer} است.") == 1
    assert page.count(f"{officer} از {later} تا {later} جانشین {head} است.") == 1
    assert page.count("جانشین") == 3  # and the name of the place


def test_nothing_is_said_of_deputies_where_there_are_none(client, officer):
    client.force_login(officer)

    assert "جانشین" not in client.get(ADDRESS).content.decode()
