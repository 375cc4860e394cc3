"""The receipt and the picture of the code: for the session that sent the case, while it may see the code."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.utils import timezone

from tests.journeys import COMPLAINT, SEND, fill
from tests.suggestions.test_journey import SUGGESTION
from tickets import tracking
from tickets.models import Draft, Ticket

from .pdf_reading import drawn_text, seen_from_the_left

pytestmark = pytest.mark.usefixtures("reference")

ORDER = ("kind", "topic", "place", "story", "request", "idea", "respondent", "files", "identity", "you")
JOURNEYS = {
    "complaint": ("complaints", COMPLAINT, ["از من برای ثبت‌نام پول خواستند.", "پول برگردانده شود."]),
    "request": (
        "complaints",
        {
            **{slug: COMPLAINT[slug] for slug in ("topic", "place", "files", "identity", "you")},
            "kind": {"kind": "request"},
            "request": {"text": "رونوشت مدرک می‌خواهم."},
        },
        ["رونوشت مدرک می‌خواهم."],
    ),
    "suggestion": ("suggestions", SUGGESTION, list(SUGGESTION["idea"].values())),
}


def send(client, kind):
    system, answers, words = JOURNEYS[kind]
    ordered = {slug: answers[slug] for slug in ORDER if slug in answers}
    fill(client, ordered, system=system)
    client.get(f"/{system}/check/")
    client.post(f"/{system}/check/", SEND)
    return f"/{system}/done/", words


@pytest.mark.parametrize("kind", JOURNEYS)
def test_receipt_holds_the_code_and_every_word(client, kind):
    done, words = send(client, kind)
    code = "".join(client.get(done).context["groups"])

    response = client.get(f"{done}receipt.pdf")

    text = drawn_text(response.content)
    ticket = Ticket.objects.get()
    assert (response.status_code, response["Content-Type"]) == (200, "application/pdf")
    assert response["Content-Disposition"] == f'attachment; filename="receipt-{ticket.number}.pdf"'
    assert tracking.grouped(code) in text
    assert "no-store" in response["Cache-Control"]
    for word in " ".join(words).split():
        assert seen_from_the_left(word) in text


def test_picture_is_an_image_of_the_confirmation(client):
    done, _words = send(client, "complaint")
    page = BeautifulSoup(client.get(done).content, "html.parser")

    response = client.get(page.find("img", class_="code-picture")["src"])

    assert (response.status_code, response["Content-Type"]) == (200, "image/svg+xml")
    assert b"<path" in response.content


# the receipt is asked for by a press on a button: a page says why there is none
NOTHING = pytest.mark.parametrize(("name", "status"), [("receipt.pdf", 410), ("code.svg", 404)])


@NOTHING
def test_another_session_gets_nothing(client, client_of_somebody_else, name, status):
    done, _words = send(client, "complaint")

    assert client_of_somebody_else.get(done + name).status_code == status


@NOTHING
def test_after_half_an_hour_there_is_nothing(client, name, status):
    done, _words = send(client, "complaint")
    Draft.objects.update(expires_at=timezone.now() - timedelta(seconds=1))

    assert client.get(done + name).status_code == status


@NOTHING
def test_once_the_code_is_kept_there_is_nothing(client, name, status):
    done, _words = send(client, "complaint")
    client.post(done)

    assert client.get(done + name).status_code == status


def test_receipt_that_is_gone_says_why(client):
    done, _words = send(client, "complaint")
    link = BeautifulSoup(client.get(done).content, "html.parser").find("a", href=f"{done}receipt.pdf")
    client.post(done)

    page = BeautifulSoup(client.get(link["href"]).content, "html.parser")

    assert not link.has_attr("download")  # with it, browsers show no page when there is no file
    assert page.h1.get_text() == "اینجا کد رهگیری نشان داده نمی‌شود"


def test_who_sent_nothing_is_not_told_that_it_is_registered(client):
    page = BeautifulSoup(client.get("/complaints/done/").content, "html.parser")

    assert "اگر چیزی فرستاده‌اید" in page.main.get_text()


@pytest.mark.parametrize("kind", JOURNEYS)
def test_confirmation_shows_every_word_and_no_name(client, kind):
    done, words = send(client, kind)

    page = BeautifulSoup(client.get(done).content, "html.parser").main.get_text(" ", strip=True)

    assert [word for word in words if word not in page] == []
    assert ("مریم رضایی" in page, "م… ر…" in page) == (False, kind != "suggestion")


def test_printed_page_says_where_the_code_is_typed(client, settings):
    done, _words = send(client, "complaint")

    on_paper = BeautifulSoup(client.get(done).content, "html.parser").select(".print-only bdi")

    assert [address.text for address in on_paper] == [settings.SITE_URL, f"{settings.SITE_URL}/track/"]


def test_confirmation_of_a_sensitive_case_is_neutral_and_quick_to_leave(client, settings):
    fill(client, COMPLAINT | {"topic": {"topic": "corporal"}})
    client.get("/complaints/check/")
    client.post("/complaints/check/", SEND)

    soup = BeautifulSoup(client.get("/complaints/done/").content, "html.parser")

    assert soup.title.string == "ثبت شد – اداره کل آموزش و پرورش استان قزوین"
    assert soup.find("form", {"data-leave": settings.QUICK_EXIT_URL})
