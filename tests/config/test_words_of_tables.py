"""What the pages of the tables say in Persian, Django's own words included: written as well as ours are."""

import re

import pytest
from bs4 import BeautifulSoup

from tests.admin_forms import address_of, sent_by
from tests.factories import create_rule, create_topic, create_user
from tickets.models import RoutingRule, Topic
from units.models import Channel, Organisation, Unit
from workdays.models import Holiday, RestDay

TABLES = (Topic, RoutingRule, Unit, Organisation, Channel, RestDay, Holiday)
DELETABLE = (RoutingRule, Channel, RestDay, Holiday)
FAULTS = re.compile(r'[0-9"]|[٠-٩يك]|\bن?می [آ-ی]|[آ-ی] ها\b|[آ-ی] های\b|گذرنامه|کابر|اشیا|اسلاگ|رمز|!')
PASSWORD = "an unusual sentence 7"


@pytest.fixture
def administrator(directorate):
    return create_user(role="administrator", unit=directorate, last_name="احمدی")


@pytest.fixture
def person(reference):
    return create_user(username="person", last_name="رضایی")


def words_of(response):
    """The text of a page, without what is Latin by its nature: codes and addresses."""
    assert response.status_code == 200
    page = BeautifulSoup(response.content, "html.parser").select_one("body")
    for latin in page.select("bdi[dir=ltr], [lang=en], option"):
        latin.decompose()
    return " ".join(page.get_text(" ").split())


def told(response):
    """What the page says has been done."""
    return BeautifulSoup(response.content, "html.parser").select_one(".messagelist").get_text().strip()


def faults_of(response):
    text = words_of(response)
    return [text[max(0, fault.start() - 30) : fault.end() + 30] for fault in FAULTS.finditer(text)]


def section_of(model):
    return f"/admin/{model._meta.app_label}/{model._meta.model_name}/"


@pytest.mark.parametrize("model", TABLES, ids=lambda model: model.__name__)
def test_pages_of_a_table(desk, model):
    address = address_of(model.objects.first())
    pages = [section_of(model), section_of(model) + "?q=a", address, address.replace("/change/", "/history/")]
    if model is not Organisation:
        pages.append(section_of(model) + "add/")

    assert [fault for page in pages for fault in faults_of(desk.get(page))] == []


@pytest.mark.parametrize("model", DELETABLE, ids=lambda model: model.__name__)
def test_pages_that_ask_before_they_delete(desk, model):
    first, second = model.objects.order_by("pk")[:2]
    chosen = {"action": "delete_selected", "_selected_action": [first.pk, second.pk]}

    one = desk.get(address_of(first).replace("/change/", "/delete/"))
    two = desk.post(section_of(model), chosen)

    assert faults_of(one) + faults_of(two) == []
    assert f"«{first}» حذف شود؟" in words_of(one)
    assert "این ۲ مورد حذف شود؟" in words_of(two)
    assert [len(BeautifulSoup(page.content, "html.parser").select("button.danger")) for page in (one, two)] == [1, 1]


def test_what_is_said_after_deleting(desk):
    rules = [create_rule(order=order, office="finance", kind="praise") for order in (5, 6, 7)]
    chosen = {"action": "delete_selected", "_selected_action": [rules[1].pk, rules[2].pk], "post": "yes"}

    one = desk.post(address_of(rules[0]).replace("/change/", "/delete/"), {"post": "yes"}, follow=True)
    two = desk.post(section_of(RoutingRule), chosen, follow=True)
    none = desk.post(section_of(RoutingRule), {"action": "delete_selected"}, follow=True)

    assert [faults_of(page) for page in (one, two, none)] == [[], [], []]
    assert "قاعدهٔ ارجاع «۵: finance · اداره کل» حذف شد." in words_of(one)


@pytest.mark.parametrize("button", ["_save", "_continue", "_addanother"])
def test_what_is_said_after_saving(desk, button):
    topic = create_topic(title_fa="شهریه")
    form = sent_by(desk.get(address_of(topic)))

    changed = desk.post(address_of(topic), form | {button: "x"}, follow=True)
    added = desk.post(section_of(Topic) + "add/", form | {"code": "another", button: "x"}, follow=True)

    assert faults_of(changed) + faults_of(added) == []
    assert [told(page).partition(".")[0] for page in (changed, added)] == [
        "موضوع «شهریه» تغییر کرد",
        "موضوع «شهریه» افزوده شد",
    ]


@pytest.mark.parametrize(
    ("model", "typed"),
    [
        (Topic, {"code": "کد من", "title_fa": "", "parent": "9999", "kinds": ["none"], "working_days": "x"}),
        (Topic, {"code": "tuition", "order": "999999", "title_en": "x" * 400}),
        (Unit, {"email": "x", "level": "none", "stage": "primary", "parent": "", "office": "x" * 99}),
        (Channel, {"url": "not an address", "order": "-۱"}),
        (RestDay, {"weekday": "9", "valid_from_day": "40", "valid_from_month": "1", "valid_from_year": "1405"}),
        (Holiday, {"date_day": "", "date_month": "", "date_year": ""}),
        (RoutingRule, {"order": "20", "office": "none", "working_days": "0"}),
    ],
)
def test_what_is_said_of_wrong_entries(desk, model, typed):
    row = model.objects.order_by("pk").last()
    form = sent_by(desk.get(address_of(row)))

    page = desk.post(address_of(row), form | typed)

    assert page.context_data["adminform"].form.errors
    assert faults_of(page) == []


def test_pages_of_passwords(desk, person):
    page = f"/admin/units/user/{person.pk}/password/"
    wrong = {"password1": "person", "password2": "other"}
    right = {"password1": PASSWORD, "password2": PASSWORD}
    own = {"old_password": "x", "new_password1": "password", "new_password2": "password"}

    pages = [
        desk.get(page),
        desk.post(page, wrong),
        desk.post(page, wrong | {"password2": "person"}),
        desk.post(page, right, follow=True),
        desk.get("/admin/units/user/add/"),
        desk.post("/admin/units/user/add/", {"username": "person", **wrong}),
        desk.post("/admin/units/user/add/", {"username": "نام من", **right}),
        desk.get("/admin/password_change/"),
        desk.post("/admin/password_change/", own),
    ]

    assert [faults_of(answer) for answer in pages] == [[]] * len(pages)
    assert "دست‌کم ۱۲ نویسه" in words_of(pages[0])
    assert "lost" not in words_of(pages[0])


def test_own_password_and_leaving(desk, administrator):
    administrator.set_password(PASSWORD)
    administrator.save()
    desk.force_login(administrator)
    fresh = {"old_password": PASSWORD, "new_password1": PASSWORD * 2, "new_password2": PASSWORD * 2}

    done = desk.post("/admin/password_change/", fresh, follow=True)
    left = desk.post("/admin/logout/")

    assert [faults_of(page) for page in (done, left)] == [[], []]
    assert ("گذرواژهٔ شما تغییر کرد." in words_of(done), "خارج شدید" in words_of(left)) == (True, True)


def test_person_reads_their_own_roles_by_name(desk, administrator):
    text = words_of(desk.get(address_of(administrator)))

    assert ("مدیر سامانه" in text, "administrator " in text) == (True, False)


def test_browser_checks_no_password_in_place_of_the_server(desk):
    shown, refused = desk.get("/admin/password_change/"), desk.post("/admin/password_change/", {})

    assert BeautifulSoup(shown.content, "html.parser").select("#content [required]") == []
    assert len(BeautifulSoup(refused.content, "html.parser").select("#content .errorlist")) == 3
