import logging
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.factories import create_ticket
from tests.tickets.tracking_pages import opens, page, post_code, text_of, url
from tickets import opened, tracking
from tickets.human_check.fields import HumanCheckField
from tickets.workflow import Status
from units import attempts

NOT_FOUND_FA = "با این کد پرونده‌ای پیدا نشد. ۱۶ رقم را دوباره ببینید."
NOT_FOUND_EN = "No case found with this code. Check the 16 digits again"
TEXT = "سه ماه است شهریهٔ اضافه می‌گیرند."
CAPTCHA_SOLVED = {"captcha_0": "any", "captcha_1": "PASSED"}  # CAPTCHA_TEST_MODE

pytestmark = pytest.mark.django_db


@pytest.fixture
def ticket(office):
    return create_ticket(unit=office, status=Status.IN_REVIEW, text=TEXT)


def shows_the_case(response):
    return TEXT in text_of(response)


def captcha_error(code):
    return str(HumanCheckField().error_messages[code])


def count_unknown_codes(number, *, address):
    now = timezone.now()
    for _ in range(number):
        attempts.record(attempts.TRACKING, {"address": address}, now)


def unknown_code():
    return tracking.new_code()


def mistyped(code):
    return code[:15] + str((int(code[15]) + 1) % 10)


@pytest.mark.parametrize(
    ("language", "sentence"),
    [("fa", "{unit} پروندهٔ شما را بررسی می‌کند."), ("en", "{unit} is reviewing your case.")],
)
def test_the_code_opens_the_case(client, ticket, office, language, sentence):
    answer = post_code(client, ticket.code, language=language)
    response = client.get(answer.headers["Location"])

    assert (answer.status_code, answer.headers["Location"]) == (303, url("case", language))
    unit = office.name_fa if language == "fa" else office.name_en
    assert sentence.format(unit=unit) in text_of(response)
    assert shows_the_case(response)
    assert page(response).html["lang"] == language


@pytest.mark.parametrize("digits", ["0123456789", "۰۱۲۳۴۵۶۷۸۹", "٠١٢٣٤٥٦٧٨٩"])
@pytest.mark.parametrize("separator", ["", " ", "-", "\u200c", "  – "])
def test_digits_and_spacing_do_not_matter(client, ticket, digits, separator):
    typed = separator.join(tracking.grouped(ticket.code).split()).translate(str.maketrans("0123456789", digits))

    assert post_code(client, f" {typed} ").status_code == 303


@pytest.mark.parametrize(("language", "sentence"), [("fa", NOT_FOUND_FA), ("en", NOT_FOUND_EN)])
def test_malformed_wrong_and_unknown_codes_get_one_answer(client, ticket, language, sentence):
    bodies = []
    for typed in ["۱۲۳۴", "کد ندارم", mistyped(ticket.code), unknown_code()]:
        response = post_code(client, typed, language=language)
        assert response.status_code == 200
        assert page(response).find("input", {"name": "code"})["value"] == typed  # what was typed is not lost
        bodies.append(without_what_varies(response, typed))

    assert len(set(bodies)) == 1
    assert sentence in bodies[0]


def without_what_varies(response, typed):
    soup = page(response)
    soup.find("input", {"name": "csrfmiddlewaretoken"}).decompose()
    return str(soup).replace(typed, "")


def test_an_empty_field_is_pointed_out(client, reference):
    response = post_code(client, " ")

    assert "کد رهگیری را بنویسید" in text_of(response)
    assert page(response).title.get_text().strip().startswith("خطا:")


def test_a_found_and_an_unknown_code_are_looked_up_alike(client, ticket):
    def lookups(typed):
        with CaptureQueriesContext(connection) as queries:
            post_code(client, typed)
        return sum('FROM "tickets_ticket"' in query["sql"] for query in queries)

    assert (lookups(ticket.code), lookups(unknown_code())) == (1, 1)


def test_ten_unknown_codes_bring_a_captcha_and_never_a_refusal(client, ticket):
    for _ in range(9):
        assert page(post_code(client, unknown_code())).find("input", {"name": "captcha_1"}) is None

    tenth = post_code(client, unknown_code())
    without_captcha = post_code(client, ticket.code)
    no_digits = post_code(client, ticket.code, captcha_0="any", captcha_1="")
    wrong_captcha = post_code(client, ticket.code, captcha_0="any", captcha_1="wrong")
    solved = post_code(client, ticket.code, **CAPTCHA_SOLVED)

    assert page(tenth).find("input", {"name": "captcha_1"}) is not None
    assert NOT_FOUND_FA in text_of(tenth)
    assert captcha_error("required") not in text_of(without_captcha)  # the page it came from showed no picture
    assert page(without_captcha).title.get_text().strip().startswith("خطا") is False
    assert page(without_captcha).find("input", {"name": "code"})["value"] == ticket.code
    assert captcha_error("required") in text_of(no_digits)
    assert captcha_error("invalid") in text_of(wrong_captcha)
    statuses = [response.status_code for response in (tenth, without_captcha, wrong_captcha, solved)]
    assert statuses == [200, 200, 200, 303]


def test_key_of_a_picture_that_cannot_be_one_is_no_error_of_ours(client, ticket):
    count_unknown_codes(10, address="127.0.0.1")

    assert post_code(client, ticket.code, captcha_0="\0", captcha_1="1").status_code == 200


def test_behind_the_captcha_no_code_is_looked_up_unless_it_is_solved(client, ticket):
    count_unknown_codes(10, address="127.0.0.1")

    with CaptureQueriesContext(connection) as queries:
        post_code(client, ticket.code)

    assert not [query for query in queries if "code_hash" in query["sql"]]


def test_malformed_codes_bring_no_captcha(client, ticket):
    for _ in range(12):
        post_code(client, mistyped(ticket.code))

    assert opens(client, ticket)


def test_another_address_is_not_asked_for_a_captcha(client, ticket):
    count_unknown_codes(10, address="192.0.2.1")

    assert opens(client, ticket)


def test_three_hundred_unknown_codes_from_everywhere_bring_a_captcha_to_all(client, ticket):
    count_unknown_codes(300, address="192.0.2.1")

    response = client.get(url("track"))

    assert page(response).find("input", {"name": "captcha_1"}) is not None
    assert not opens(client, ticket)
    assert post_code(client, ticket.code, **CAPTCHA_SOLVED).status_code == 303


@pytest.mark.parametrize("language", ["fa", "en"])
def test_without_the_code_there_is_nothing_but_the_form(client, ticket, language):
    response = client.get(url("case", language))

    assert page(response).find("input", {"name": "code"}) is not None
    assert not shows_the_case(response)


def test_another_session_sees_nothing(client, ticket):
    opens(client, ticket)

    assert not shows_the_case(Client().get(url("case")))


def test_opening_changes_the_session_key(client, ticket):
    session = client.session
    session["draft"] = "kept"
    session.save()

    opens(client, ticket)

    assert client.session.session_key != session.session_key
    assert client.session["draft"] == "kept"


def test_the_session_sees_the_case_for_thirty_minutes(client, ticket):
    now, session = timezone.now(), client.session
    opened.remember(session, ticket, now)

    assert opened.ticket_in(session, now + timedelta(minutes=29, seconds=59)).pk == ticket.pk
    assert opened.ticket_in(session, now + timedelta(minutes=30)) is None


def test_a_page_that_was_open_too_long_is_closed(client, ticket):
    opens(client, ticket)
    session = client.session
    opened.remember(session, ticket, timezone.now() - timedelta(minutes=30))
    session.save()
    client.cookies["session"] = session.session_key

    response = client.get(url("case"))

    assert "برای امنیت، صفحه بسته شد" in text_of(response)
    assert not shows_the_case(response)


def test_the_pages_are_not_kept_and_send_no_referrer(client, ticket):
    opens(client, ticket)

    case = client.get(url("case"))

    assert "no-store" in case.headers["Cache-Control"]
    assert case.headers["Referrer-Policy"] == "no-referrer"
    for name in ("track", "ended"):
        assert "no-store" in client.get(url(name)).headers["Cache-Control"]


def test_ending_works_without_a_csrf_token_and_leaves_nothing(ticket):
    client = Client(enforce_csrf_checks=True)
    session = client.session
    opened.remember(session, ticket, timezone.now())
    session.save()
    client.cookies["session"] = session.session_key
    assert shows_the_case(client.get(url("case")))

    response = client.post(url("end"), headers={"origin": "null"})

    assert (response.status_code, response.headers["Location"]) == (303, url("ended"))
    assert "Clear-Site-Data" not in response.headers  # browsers heed it over https only
    assert client.cookies["session"].value != session.session_key
    assert "در این مرورگر بسته شد" in text_of(client.get(url("ended")))
    assert not shows_the_case(client.get(url("case")))


def test_ending_over_https_clears_what_the_browser_kept(client, ticket):
    response = client.post(url("end"), secure=True)

    assert response.headers["Clear-Site-Data"] == '"cache", "storage"'


@pytest.mark.parametrize("name", ["end", "leave"])
def test_ending_is_not_done_by_a_link(client, ticket, name):
    opens(client, ticket)

    assert client.get(url(name)).url == url("track")
    assert shows_the_case(client.get(url("case")))


def test_the_code_is_in_no_address_title_log_or_session(client, ticket, caplog):
    caplog.set_level(logging.DEBUG)

    found = post_code(client, ticket.code)
    case = client.get(url("case"))
    unknown = unknown_code()
    refused = post_code(client, unknown)

    assert ticket.code not in found.headers["Location"]
    assert ticket.code not in case.content.decode()
    assert unknown not in page(refused).title.get_text()
    logged = [record.getMessage() for record in caplog.records if record.name != "django.db.backends"]
    assert not [line for line in logged if ticket.code in line or unknown in line]
    assert ticket.code not in str(dict(client.session))


def test_the_code_is_kept_out_of_error_reports(client, ticket):
    opens(client, ticket)

    request = post_code(client, ticket.code).wsgi_request

    assert request.sensitive_post_parameters == ("code",)


@pytest.mark.parametrize("sensitive", [True, False])
def test_sensitive_case_is_neutral_and_quick_to_leave(client, office, settings, sensitive):
    opens(client, create_ticket(unit=office, sensitive=sensitive))

    soup = page(client.get(url("case")))

    assert bool(soup.find("form", {"data-leave": settings.QUICK_EXIT_URL})) is sensitive
    assert ("شکایات" in soup.title.string) is not sensitive
