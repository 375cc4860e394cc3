"""The pages by which staff are invited from a file: sent, checked, invited; and all that is refused."""

import csv
import io

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Group
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from config import staff_file, staff_plan
from tests.config.newcomers import invite_newcomer
from tests.config.staff_rows import row, sheet
from tests.factories import create_user
from units.models import Invitation, StaffFile, Unit, User

PEOPLE = "/admin/units/user/"
IMPORT = PEOPLE + "import/"
FILE = IMPORT + "file/"
ADDRESSES = [IMPORT, FILE, IMPORT + "sample/", IMPORT + "units/"]
NOW = timezone.now()


@pytest.fixture
def desk(client, head):
    client.force_login(head)
    return client


def send(desk, content, address=IMPORT):
    return desk.post(address, {"file": SimpleUploadedFile("staff.csv", content)})


def press(desk, **typed):
    return desk.post(FILE, {"file": StaffFile.objects.get().pk} | typed, follow=True)


def words_of(page):
    return page.content.decode()


@pytest.mark.parametrize("who", ["head", "administrator"])
def test_people_of_a_file_are_invited_by_the_second_press(request, client, who, officer):
    client.force_login(request.getfixturevalue(who))

    sent = send(client, sheet(row(2), row(3), row(4, email=officer.email)))
    checked = client.get(FILE)
    before = Invitation.objects.count(), User.objects.filter(last_name="کاظمی").count(), LogEntry.objects.count()
    invited = press(client)

    assert (sent.url, before) == (FILE, (0, 0, 0))
    assert [words in words_of(checked) for words in ("row-2@edu.example", "row-3@edu.example", officer.email)] == [
        True
    ] * 3
    assert (checked.context["new"], checked.context["known"]) == (2, 1)
    assert (invited.context["kept"].invited, invited.context["kept"].known) == (2, 1)
    assert f"{PEOPLE}?invitation=open" in words_of(invited)
    assert (Invitation.objects.count(), LogEntry.objects.count()) == (2, 2)


def test_second_press_of_the_same_button_does_nothing_more(desk):
    send(desk, sheet(row(2)))

    first, second = press(desk), press(desk)

    assert words_of(first).partition("card press")[2] == words_of(second).partition("card press")[2]
    assert (Invitation.objects.count(), second.context["kept"].invited) == (1, 1)


def test_every_fault_is_shown_and_there_is_no_button(desk):
    send(desk, sheet(row(2), row(3, first_name="<script>", role="king"), row(4, unit_code="finance")))

    page = desk.get("/en" + FILE)

    shown = [(entry.row.number, len(entry.faults)) for entry in page.context["faulty"]]
    assert (shown, page.status_code) == ([(3, 2), (4, 1)], 200)
    assert ["<script>" in words_of(page), "&lt;script&gt;" in words_of(page)] == [False, True]
    assert ["Invite them" in words_of(page), "2 rows must be corrected" in words_of(page)] == [False, True]


@pytest.mark.parametrize("wrong", [{"unit_code": "finance"}, {"role": "بازرس"}, {"role": "head"}])
def test_head_who_presses_all_the_same_is_refused(desk, wrong):
    send(desk, sheet(row(2), row(3, **wrong)))

    page = press(desk)

    assert ("کسی دعوت نشد" in words_of(page), len(page.context["faulty"])) == (True, 1)
    assert (Invitation.objects.exists(), User.objects.filter(last_name="کاظمی").exists()) == (False, False)


def test_what_a_browser_sends_beside_the_button_changes_nothing(desk, administrator):
    """Nor does the number of a file that somebody else has sent."""
    of_another = staff_plan.keep([row(9, role="administrator")], by=administrator, now=NOW)
    send(desk, sheet(row(2)))
    forged = {"rows": "[]", "unit": "1", "role": "administrator", "first_name": "x"}

    desk.post(FILE, {"file": of_another.pk, **forged})
    before = Invitation.objects.count()
    desk.post(FILE, {"file": StaffFile.objects.exclude(pk=of_another.pk).get().pk, **forged})

    assert (before, Invitation.objects.get().person.username) == (0, "row-2@edu.example")
    assert not User.objects.filter(groups__name="administrator").exclude(pk=administrator.pk).exists()


@pytest.mark.parametrize("key", ["", "x", "0", "-1", "9" * 30, "9" * 5000, "1\0", "١"])
def test_button_of_no_file_invites_nobody(desk, key):
    send(desk, sheet(row(2)))
    StaffFile.objects.update(id=2**40)

    page = press(desk, file=key)

    assert ("کسی دعوت نشد" in words_of(page), Invitation.objects.exists()) == (True, False)


def test_button_of_a_file_that_was_replaced_invites_nobody(desk):
    send(desk, sheet(row(2)))
    earlier = StaffFile.objects.get().pk
    send(desk, sheet(row(3)))

    page = press(desk, file=earlier)

    assert ("row-3@edu.example" in words_of(page), Invitation.objects.exists()) == (True, False)


def test_somebody_invited_in_between_is_left_as_they_are(desk, head, office):
    send(desk, sheet(row(2, email="new@edu.example"), row(3)))
    invite_newcomer(by=head, unit=office, now=NOW)

    page = press(desk)

    assert (page.context["kept"].invited, page.context["kept"].known) == (1, 1)


@pytest.mark.parametrize("typed", [{}, {"file": ""}, {"file": "a,b"}])
def test_no_file_is_a_sentence(desk, typed):
    page = desk.post(IMPORT, typed)

    assert (page.status_code, page.context["form"].errors) == (200, {"file": ["نخست فایل را برگزینید"]})


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "فایل خالی است"),
        (b"\0\1\2", "CSV نیست"),
        (b"PK\x03\x04" + b"\0" * 100, "اکسل"),
        (b"x" * 10**6, "خوانده نمی‌شود"),
        (b"x" * (2 * 1024**2), "۱ مگابایت"),
        (b"x" * (11 * 1024**2), "۱ مگابایت"),
        (b'first_name,"last', "ردیف ۱"),
        (sheet(*map(row, range(2001))), "۲٬۰۰۰ نفر"),
        ("نام,کظ".encode("cp1256"), "UTF-8"),
    ],
    ids=["empty", "nul", "workbook", "one-line", "2-mb", "11-mb", "quote", "too-many", "windows-1256"],
)
def test_what_cannot_be_read_is_a_sentence_and_is_not_kept(desk, content, said):
    page = send(desk, content)

    (sentence,) = page.context["form"].errors["file"]
    assert (page.status_code, said in sentence, StaffFile.objects.exists()) == (200, True, False)


def test_without_a_file_there_is_nothing_to_check(desk):
    assert desk.get(FILE).url == IMPORT
    assert desk.post(FILE, {"file": 1}, follow=True).redirect_chain[-1] == (IMPORT, 302)


def test_file_of_people_who_are_all_there_has_no_button(desk, officer):
    send(desk, sheet(row(2, email=officer.email)))

    page = desk.get(FILE)

    assert (page.context["new"], page.context["known"], "card press" in words_of(page)) == (0, 1, True)
    assert 'name="file"' not in words_of(page)


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("who", ["officer", "inspector", "director", "district_inspector"])
def test_others_find_no_such_page(request, client, who, address):
    client.force_login(request.getfixturevalue(who))

    assert [client.get(address).status_code, client.post(address).status_code] == [404, 404]


def test_page_offers_the_units_and_roles_of_a_head(desk, other_office):
    page = words_of(desk.get(IMPORT))

    shown = [word in page for word in ("d_q1.nongov", "کارشناس", "پذیرش", "بازرس", other_office.name, "d_q2")]
    assert shown == [True, True, True, False, False, False]


@pytest.mark.parametrize("language", ["", "/en"])
@pytest.mark.parametrize("who", ["head", "administrator"])
def test_sample_could_be_sent_as_it_is(request, client, who, language):
    client.force_login(by := request.getfixturevalue(who))

    answer = client.get(f"{language}{IMPORT}sample/")

    entries = staff_plan.plan(staff_plan.keep(staff_file.read(answer.content), by=by, now=NOW), by=by)
    assert [entry.faults for entry in entries] == [[]]
    assert (answer.content[:3], answer["Content-Type"]) == (b"\xef\xbb\xbf", "text/csv; charset=utf-8")
    assert answer["Content-Disposition"].startswith("attachment; filename")


def test_head_of_a_unit_out_of_use_has_a_sample_without_a_code(desk, district):
    Unit.objects.filter(path__startswith=district.path).update(is_active=False)

    assert desk.get(IMPORT + "sample/").content.decode().splitlines()[1].split(",")[3] == ""


def test_codes_are_those_that_may_be_chosen_and_no_formulas(desk, office, other_office):
    Unit.objects.filter(pk=office.pk).update(name_fa="=1+1")

    text = desk.get(IMPORT + "units/").content.decode("utf-8-sig")

    lines = list(csv.reader(io.StringIO(text, newline="")))
    assert [line[1:] for line in lines if line[2] == office.code] == [["'=1+1", office.code]]
    assert other_office.code not in text


@pytest.mark.parametrize("count", [2, 300])
def test_pages_ask_as_much_for_many_rows_as_for_few(desk, count, django_assert_num_queries):
    with django_assert_num_queries(7):
        send(desk, sheet(*map(row, range(2, 2 + count))))
    with django_assert_num_queries(7):
        desk.get(FILE)


def test_page_asks_as_much_of_an_administrator_as_of_a_head(client, administrator, django_assert_num_queries):
    client.force_login(administrator)

    with django_assert_num_queries(6):
        client.get(IMPORT)


def test_list_leads_to_the_page_and_finds_who_has_not_accepted(desk, head, office):
    waiting = invite_newcomer(by=head, unit=office, now=NOW)
    unsent = create_user(role="officer", unit=office)
    entered = create_user(role="officer", unit=office)
    for person in (unsent, entered):
        Invitation.objects.create(person=person, made_by=head, made_at=NOW)
    User.objects.filter(pk=unsent.pk).update(password="!")
    create_user(role="officer", unit=office)

    pages = [desk.get(PEOPLE, query) for query in ({"invitation": "open"}, {"invitation": "unsent"}, {})]

    found = [set(page.context["cl"].queryset) for page in pages]
    assert (found[:2], len(found[2])) == ([{waiting, unsent}, {unsent}], 5)
    assert IMPORT in words_of(pages[0])


def test_roles_are_called_by_their_names(desk):
    send(desk, sheet(row(2, role="officer+reception")))

    assert "کارشناس، پذیرش" in words_of(desk.get(FILE))
    assert "Officer, Reception" in words_of(desk.get("/en" + FILE))
    assert set(Group.objects.values_list("name", flat=True)) >= {"officer", "reception"}
