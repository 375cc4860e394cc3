import random
from datetime import UTC, datetime, timedelta
from io import StringIO

import iranian_national_code
import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from config.demo.cases import Story, national_code
from config.demo.moments import OPENS, office_time, submission_times
from config.demo.names import FIRST_NAMES, LAST_NAMES, person
from config.demo.replies import create_replies
from config.demo.staff import create_staff
from config.demo.words import HOSTILE, Words
from persian.dates import in_tehran, jalali
from persian.text import clean
from tickets.canned import gaps, unknown_variables
from tickets.models import CannedReply, Event, Notification, Ticket, Topic
from tickets.workflow import Identity, Kind, Status
from units.models import Unit, User
from workdays.calendar import load_calendar

NOW = datetime(2026, 11, 21, 9, tzinfo=UTC)


@pytest.fixture
def chance():
    return random.Random(7)


@pytest.fixture(autouse=True)
def local(settings, tmp_path):
    settings.LOCAL_FOLDER = tmp_path


def make(**options):
    said = StringIO()
    call_command("make_demo", stdout=said, stderr=StringIO(), **options)
    return said.getvalue()


def test_cases_of_every_kind_go_the_whole_way(reference, chance):
    create_staff("a password for all")
    story = Story(chance=chance, now=NOW)

    for number, at in enumerate(submission_times(60, now=NOW, chance=chance)):
        story.tell(number, at=at)

    assert values("kind") == set(Kind.values)
    assert values("identity") == set(Identity.values)
    assert values("status") == {Status.ROUTED, Status.IN_REVIEW, Status.ANSWERED}
    names = set(Event.objects.values_list("name", flat=True))
    assert names == {
        *("submitted", "routed", "accepted", "noted", "transferred", "answered"),
        *("assessed", "proposed"),
    }
    moments = list(Event.objects.order_by("ticket", "pk").values_list("ticket", "at"))
    assert moments == sorted(moments)
    past = Notification.objects.filter(due_at__lte=NOW)
    assert set(past.values_list("status", flat=True)) == {Notification.Status.SENT}


def values(field):
    return set(Ticket.objects.values_list(field, flat=True))


def test_the_command_says_how_many(reference):
    said = make(count=3, seed=3)

    assert said.endswith("3 invented cases are in place.\n")
    assert (Ticket.objects.count(), Unit.objects.schools().count()) == (3, 360)
    assert Event.objects.filter(at__gt=timezone.now()).count() == 0


def test_the_first_two_are_attacks_as_a_form_lets_them_through(reference, chance):
    story = Story(chance=chance, now=NOW)

    for number in range(2):
        story.tell(number, at=NOW)

    texts = [ticket.messages.get(author="citizen").text for ticket in Ticket.objects.order_by("pk")]
    assert "<script>" in texts[0]
    assert (set(texts[0]) & set("\u202e\u2066"), len(texts[1])) == (set(), 3906)


def test_a_second_run_adds_to_the_first(reference):
    make(count=2, seed=1)
    people = User.objects.count()

    make(count=2, seed=1)

    assert (Ticket.objects.count(), User.objects.count()) == (4, people)


def test_not_for_a_portal_in_service(reference, settings):
    settings.SECURE = True

    with pytest.raises(CommandError, match="not for a portal in service"):
        make(count=1)
    assert not Ticket.objects.exists()


def test_a_case_nobody_can_handle_stays_where_it_is(reference, chance):
    """Without staff everything ends at the root, and waits there."""
    story = Story(chance=chance, now=NOW)

    tickets = [story.tell(number, at=NOW - timedelta(days=60)) for number in range(10)]

    routed = Ticket.objects.filter(pk__in=[ticket.pk for ticket in tickets], status=Status.ROUTED)
    assert set(routed.values_list("unit__code", flat=True)) <= {"directorate", "complaints"}
    assert routed.count() == 10


def test_submissions_are_in_order_in_the_past_and_thick_in_the_season(chance):
    moments = submission_times(2000, now=NOW, chance=chance)

    assert (moments, len(moments)) == (sorted(moments), 2000)
    assert (max(moments) < NOW, min(moments) > NOW - timedelta(days=245)) == (True, True)
    of_month = [jalali(moment).month for moment in moments]
    assert of_month.count(7) > 2 * of_month.count(5)


def test_staff_act_on_working_days_in_office_hours(reference, chance):
    calendar = load_calendar()
    thursday = datetime(2026, 11, 19, 20, tzinfo=UTC)

    at = in_tehran(office_time(thursday, working_days=1, calendar=calendar, chance=chance))

    assert (at.date().isoformat(), at.hour >= OPENS, at.hour < 14) == ("2026-11-21", True, True)


def test_staff_act_later_the_same_day(reference, chance):
    at = office_time(NOW, working_days=0, calendar=load_calendar(), chance=chance)

    assert timedelta(0) < at - NOW < timedelta(minutes=90)


def test_every_topic_has_situations_of_its_own(reference, chance):
    words = Words(chance)
    codes = set(Topic.objects.values_list("code", flat=True)) - {"praise"}

    assert set(words.situations) == codes


def test_texts_are_many_clean_and_filled(reference, chance):
    words = Words(chance)

    texts = [words.text(Kind.COMPLAINT, "tuition") for _ in range(200)]
    texts += [part for _ in range(50) for part in words.suggestion().values()]

    assert len(set(texts)) > 150
    assert [text for text in texts if text != clean(text) or "{" in text] == []


def test_a_topic_of_their_own_gets_a_text_as_well(chance):
    assert Words(chance).text(Kind.COMPLAINT, "their-own")


@pytest.mark.parametrize("number", range(len(HOSTILE)))
def test_hostile_texts_fit_the_form(chance, number):
    text = Words(chance).hostile(number)

    assert (text, len(text) <= 4000) == (clean(text), True)


@pytest.mark.parametrize("number", [1, 2, 17, 4711, 999_999])
def test_national_codes_are_valid_and_nobodys(number):
    code = national_code(number)

    assert (iranian_national_code.validate(code), code[:3]) == (True, "000")


def test_no_two_people_share_a_name_before_all_are_used():
    pairs = len(FIRST_NAMES) * len(LAST_NAMES)

    assert len({person(number) for number in range(pairs)}) == pairs


def test_ready_texts_are_there_once_and_have_gaps_to_fill(reference):
    create_replies()
    create_replies()
    texts = list(CannedReply.objects.values_list("text", flat=True))

    assert (len(texts), [text for text in texts if unknown_variables(text) or not gaps(text)]) == (7, [])
    assert {reply.topic.code for reply in CannedReply.objects.exclude(topic=None)} == {"tuition", "enrolment"}
    assert [reply.unit.code for reply in CannedReply.objects.exclude(unit=None)] == ["d_q1"]
