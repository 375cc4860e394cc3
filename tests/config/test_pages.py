"""The home page, the frame around every page, and the pages that say what went wrong."""

import gzip
import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django.contrib.staticfiles import finders
from django.core.cache import cache
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.db import OperationalError
from django.test import Client
from django.urls import path

from config import pages
from config import urls as portal_urls
from units.models import Channel, Organisation

FIRST_PAGE_BYTES = 110 * 1024
FIRST_PAGE_REQUESTS = 8


def fails_with(error):
    def view(request):
        raise error

    return view


# the portal's own addresses, and some that break
urlpatterns = [
    *portal_urls.urlpatterns,
    path("broken/", fails_with(ValueError("broken"))),
    path("database-down/", fails_with(OperationalError("down"))),
    path("forbidden/", fails_with(PermissionDenied)),
    path("nonsense/", fails_with(SuspiciousOperation)),
]
handler400 = pages.bad_request
handler500 = pages.server_error


@pytest.fixture
def breaking_client():
    return Client(raise_request_exception=False)


def parse(response):
    return BeautifulSoup(response.content, "html.parser")


def heading(response):
    return parse(response).h1.get_text(strip=True)


def test_home_offers_three_doors_in_persian(client, reference):
    page = parse(client.get("/"))

    assert (page.html["lang"], page.html["dir"]) == ("fa", "rtl")
    assert [door.h2.get_text(strip=True) for door in page.select(".door")] == [
        "رسیدگی به شکایات",
        "پیشنهادات و انتقادات",
        "پیگیری با کد رهگیری",
    ]
    assert [link["href"] for link in page.select(".door a")] == ["/complaints/", "/suggestions/"]
    form = page.select_one(".door form")
    assert (form["method"], form["action"], form.find("input", id="id_code")["name"]) == ("post", "/track/", "code")


def test_home_in_english_leads_to_english_pages(client, reference):
    page = parse(client.get("/en/"))

    assert (page.html["lang"], page.html["dir"]) == ("en", "ltr")
    assert [link["href"] for link in page.select(".door a")] == ["/en/complaints/", "/en/suggestions/"]
    assert not re.search("[\u0600-\u06ff]", page.main.get_text())


def test_home_tells_which_topics_are_answered_sooner(client, reference):
    terms = [term.parent.get_text(" ", strip=True) for term in parse(client.get("/")).select(".facts strong")]

    assert terms[0] == "تا ۵ روز کاری: تنبیه بدنی و آزار دانش‌آموز"
    assert terms[1].startswith("تا ۱۰ روز کاری: شهریه و اخذ وجه، ثبت‌نام و محدودهٔ مدرسه")
    assert "شهریهٔ مدارس غیردولتی" not in terms[1]  # its parent stands for it


def test_home_asks_the_database_three_questions(client, reference, django_assert_num_queries):
    with django_assert_num_queries(3):  # the organisation, its channels, the topics answered sooner
        client.get("/")


def test_home_stands_on_an_empty_database(client, reference):
    Organisation.objects.all().delete()
    Channel.objects.all().delete()

    page = parse(client.get("/"))

    assert page.select_one(".brand").get_text(strip=True) == "سامانهٔ شکایات و پیشنهادات"
    assert [link["href"] for link in page.select(".help a")] == ["tel:111", "tel:136", "tel:123", "tel:110"]


def test_home_refuses_what_is_posted(client, reference):
    assert client.post("/").status_code == 405


def test_first_page_is_light(client, reference):
    """Weighed as sent: compressed, with the font, which is compressed already."""
    html = client.get("/").content
    page = BeautifulSoup(html, "html.parser")
    links = {link["href"] for link in page.select("link[href]")} | {script["src"] for script in page.select("script")}
    icons = {use["href"].partition("#")[0] for use in page.select("use")}
    files = [finders.find(address.removeprefix("/static/")) for address in links | icons]

    weights = {name: len(gzip.compress(Path(name).read_bytes())) for name in files}

    assert len(files) + 1 <= FIRST_PAGE_REQUESTS
    assert len(gzip.compress(html)) + sum(weights.values()) <= FIRST_PAGE_BYTES, weights


def test_pages_carry_no_inline_style_or_script(client, reference):
    """What the Content-Security-Policy would refuse."""
    page = parse(client.get("/"))

    assert page.select("style, [style], script:not([src]), [onclick], [onsubmit]") == []
    assert "'unsafe-inline'" not in client.get("/").headers["Content-Security-Policy"]


def test_language_link_leads_to_the_same_page(client, reference):
    link = parse(client.get("/track/?from=mail")).select_one(".language")

    assert (link["href"], link["lang"], link.get_text()) == ("/en/track/?from=mail", "en", "English")
    back = parse(client.get(link["href"])).select_one(".language")
    assert (back["href"], back["lang"], back.get_text()) == ("/track/?from=mail", "fa", "فارسی")


def test_language_link_of_an_unknown_page_leads_home(client, reference):
    response = client.get("/en/nowhere/")

    assert (response.status_code, heading(response)) == (404, "Page not found")
    assert parse(response).select_one(".language")["href"] == "/"


@pytest.mark.parametrize(
    ("address", "first_page"), [("/admin/nowhere/", "/en/admin/"), ("/en/admin/nowhere/", "/admin/")]
)
def test_language_link_of_an_unknown_page_for_staff_leads_to_their_first(client, officer, address, first_page):
    client.force_login(officer)

    assert parse(client.get(address)).select_one(f'a[href="{first_page}"][hreflang]')


def test_title_begins_with_error_when_the_form_has_one(client, reference):
    page = parse(client.post("/track/", {"code": ""}))

    assert page.title.get_text(" ", strip=True).startswith("خطا:")
    assert page.select_one(".error-summary a")["href"] == "#id_code"


def test_help_shows_each_telephone_once(client, reference):
    numbers = [link["href"] for link in parse(client.get("/")).select('.help a[href^="tel:"]')]

    assert numbers == ["tel:02833330100", "tel:111", "tel:136", "tel:123", "tel:110"]


@pytest.mark.urls(__name__)
@pytest.mark.parametrize(
    ("address", "status", "said"),
    [
        ("/nowhere/", 404, "این صفحه پیدا نشد"),
        ("/forbidden/", 403, "این صفحه برای شما باز نیست"),
        ("/nonsense/", 400, "آنچه فرستاده شد خوانده نشد"),
    ],
)
def test_error_page_speaks_plainly(breaking_client, reference, address, status, said):
    response = breaking_client.get(address)

    assert (response.status_code, heading(response)) == (status, said)
    assert str(status) not in parse(response).main.get_text()


def test_too_long_a_text_is_told_apart(breaking_client, reference, settings):
    response = breaking_client.post("/track/", {"code": "x" * settings.DATA_UPLOAD_MAX_MEMORY_SIZE})

    assert (response.status_code, heading(response)) == (413, "آنچه فرستاده شد طولانی است")


def test_form_without_its_token_says_the_page_was_closed(reference):
    response = Client(enforce_csrf_checks=True).post("/track/", {"code": "1"})

    assert (response.status_code, heading(response)) == (403, "برای امنیت، صفحه بسته شد")


def test_form_without_its_token_gives_back_what_was_written(reference):
    typed = {"text": "از من پول خواستند.\nدو بار", "district": "5", "code": "1234 5678", "offered": "5 الف ب"}

    response = Client(enforce_csrf_checks=True).post("/complaints/story/", typed)

    assert [box.get_text().strip() for box in parse(response).select("textarea")] == [typed["text"]]


@pytest.mark.parametrize("address", ["/admin/login/", "/admin/password_change/"])
def test_password_is_never_given_back(officer, address):
    client = Client(enforce_csrf_checks=True)
    client.force_login(officer)

    response = client.post(address, dict.fromkeys(("password", "old_password", "new_password1"), "a secret sentence"))

    assert (response.status_code, "secret" in response.content.decode()) == (403, False)


@pytest.fixture
def process_that_served_no_page():
    cache.clear()


@pytest.mark.urls(__name__)
@pytest.mark.parametrize(
    ("address", "status", "said"),
    [("/broken/", 500, "متأسفیم، سامانه مشکل دارد"), ("/database-down/", 503, "سامانه اکنون در دسترس نیست")],
)
def test_server_error_is_told_without_asking_the_database(
    breaking_client, process_that_served_no_page, address, status, said
):
    """This test may not open the database: a query would fail it."""
    response = breaking_client.get(address)

    page = parse(response)
    assert (response.status_code, heading(response)) == (status, said)
    assert [link["href"] for link in page.select(".help a")] == ["tel:111", "tel:136", "tel:123", "tel:110"]
    assert "تماس بگیرید" not in page.main.get_text()  # there is no number of ours to call


@pytest.mark.urls(__name__)
@pytest.mark.parametrize("address", ["/broken/", "/database-down/"])
def test_server_error_gives_our_telephone_once_a_page_was_served(
    breaking_client, reference, django_assert_num_queries, address
):
    breaking_client.get("/")

    with django_assert_num_queries(0):
        page = parse(breaking_client.get(address))

    assert [link["href"] for link in page.select("main a[href^='tel:']")] == ["tel:02833330100"]
    assert "اداره کل آموزش و پرورش استان قزوین" in page.header.get_text()


@pytest.mark.urls(__name__)
def test_lost_database_is_told_as_a_pause(breaking_client):
    assert breaking_client.get("/database-down/").headers["Retry-After"] == "120"
