"""The PDF receipt: what stands on it, in which direction, and what does not."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from django.conf import settings
from django.utils.translation import gettext_lazy

from tests.factories import create_complaint, create_suggestion
from tickets import paper, recap, receipt
from tickets.recap import Recap
from units.models import Channel, Organisation

from .pdf_reading import drawn_text, font_sizes, media_box, pages, particulars, seen_from_the_left

CODE = "4817203956142075"
GROUPED = "4817 2039 5614 2075"
PERSIAN = receipt.Receipt(
    language="fa",
    organisation="اداره کل آموزش و پرورش استان",
    site="https://shekayat.example",
    number="۱۴۰۵-۰۰۰۱۲۳",
    code=CODE,
    registered_at=datetime(2026, 11, 21, 11, 5, tzinfo=UTC),
    due_on=date(2026, 12, 12),
    recap=Recap(
        facts=(("نوع", "شکایت"), ("موضوع", "شهریه"), ("مدرسه", "دبیرستان آزادی"), ("فرستنده", "م… ر…")),
        words=(("آنچه رخ داد", "از من پول خواستند."),),
    ),
    channels=(("سامد", "۱۱۱"),),
)
ENGLISH = replace(
    PERSIAN,
    language="en",
    organisation="Directorate of Education",
    number="1405-000123",
    recap=Recap(
        facts=(("Kind", "Complaint"), ("Topic", "Fees"), ("School", "Azadi School"), ("Sender", "M… R…")),
        words=(("What happened", "They asked for money."),),
    ),
    channels=(("Samad", "111"),),
)


def wrote(shown, *words):
    """The receipt `shown` with other words on it: pairs of a label and a text."""
    return replace(shown, recap=replace(shown.recap, words=words))


def test_pdf_is_an_a5_paper_with_title_author_and_language():
    pdf = receipt.pdf(PERSIAN)
    described = particulars(pdf)

    assert (pdf[:5], media_box(pdf)) == (b"%PDF-", (148, 210))
    assert described["Title"] == "رسید پروندهٔ ۱۴۰۵-۰۰۰۱۲۳"
    assert (described["Author"], described["Lang"]) == (PERSIAN.organisation, "fa-IR")
    assert b"/DisplayDocTitle true" in pdf


def test_english_paper_says_so():
    pdf = receipt.pdf(ENGLISH)

    assert (particulars(pdf)["Title"], particulars(pdf)["Lang"]) == ("Receipt of case 1405-000123", "en-GB")


@pytest.mark.parametrize("shown", [PERSIAN, ENGLISH], ids=["fa", "en"])
def test_codes_and_addresses_read_from_left_to_right(shown):
    text = drawn_text(receipt.pdf(shown))

    assert GROUPED in text
    assert shown.number in text
    assert "https://shekayat.example" in text
    assert "https://shekayat.example/en/track/" in text or "https://shekayat.example/track/" in text


@pytest.mark.parametrize("shown", [PERSIAN, ENGLISH], ids=["fa", "en"])
def test_code_is_nowhere_but_on_the_page(shown):
    pdf = receipt.pdf(shown)

    assert not any(CODE in value or GROUPED in value for value in particulars(pdf).values())
    assert CODE.encode() not in pdf
    assert GROUPED.encode() not in pdf


def test_english_paper_says_everything():
    text = drawn_text(receipt.pdf(ENGLISH))

    for words in (
        "Directorate of Education",
        "21 November 2026 (30 Aban 1405), 14:35",
        "Saturday 12 December 2026 (21 Azar",  # the line ends here
        "Complaint",
        "Fees",
        "Azadi School",
        "M… R…",
        "Keep this code.",
        "What happens next",
        "They asked for money.",
        "Samad: ",
    ):
        assert words in text


def test_persian_letters_are_drawn_from_right_to_left():
    text = drawn_text(receipt.pdf(PERSIAN))

    for words in ("شکایت", "دبیرستان آزادی", "شنبه ۲۱ آذر ۱۴۰۵", "از من پول خواستند.", "این کد را نگه دارید"):
        assert seen_from_the_left(words) in text


def test_all_text_is_of_twelve_points_or_more():
    assert min(font_sizes(receipt.pdf(PERSIAN))) == 12


def test_long_words_of_people_go_on_over_pages():
    short, long = (wrote(PERSIAN, ("متن", "از من پول خواستند. " * times)) for times in (1, 200))
    pdf = receipt.pdf(long)

    assert pages(pdf) > pages(receipt.pdf(short))
    assert drawn_text(pdf).count(seen_from_the_left("خواستند")) == 200


def test_line_in_the_other_direction_stays_so_over_the_page():
    shown = wrote(ENGLISH, ("What happened", "یکم 1 دوم 2 سوم. " * 150))
    pdf = receipt.pdf(shown)
    text = drawn_text(pdf)

    assert pages(pdf) >= 3
    assert text.count(f"{'دوم'[::-1]} 1 {'یکم'[::-1]}") > 120  # the others are cut by an end of line
    assert f"{'یکم'[::-1]} 1 {'دوم'[::-1]}" not in text


@pytest.mark.parametrize("millimetres", range(155, 185, 3))
def test_heading_is_never_the_last_thing_on_a_page(millimetres):
    sheet = paper.Paper(rtl=False, foot=lambda page: "")
    sheet.set_y(millimetres)

    sheet.heading("What you wrote")
    page = sheet.page_no()
    sheet.keep_together(lines=2)
    sheet.line_of("What happened?", bold=True)
    sheet.words("They asked for money.")
    sheet.output()  # which closes the file of the font

    assert sheet.page_no() == page


def test_every_page_names_the_case_and_its_number():
    shown = wrote(ENGLISH, ("What happened", "They asked for money. " * 180))
    pdf = receipt.pdf(shown)
    text = drawn_text(pdf).replace("\u2066", "").replace("\u2069", "")

    assert [f"Case 1405-000123, page {page}" in text for page in range(1, pages(pdf) + 1)] == [True] * pages(pdf)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("\u202eabc\u202c\u2066\u2069\u200f", id="bidi controls"),
        pytest.param("😀 خوب 👩‍👩‍👧 漢字", id="emoji"),
        pytest.param("الف" * 1333, id="long word"),
        pytest.param("x" * 4000, id="long Latin word"),
        pytest.param("!" * 4000, id="no letter for long"),
        pytest.param("😀 " * 2000, id="emoji for long"),
        pytest.param(".\n" * 300, id="many lines"),
        pytest.param("ا\u0654\u0654\u0654\u0654\u0654\u0654" * 100, id="piled marks"),
        pytest.param("\0\x1b\ud800", id="nothing visible"),
    ],
)
def test_hostile_text_is_printed_as_text(text):
    facts = (("مدرسه", text[:200]), ("فرستنده", text[:30]))
    pdf = receipt.pdf(replace(PERSIAN, recap=Recap(facts=facts, words=(("متن", text),))))

    assert GROUPED in drawn_text(pdf)
    assert not set("\u202e\u202c\u200f") & set(drawn_text(pdf))


def test_long_run_of_signs_loses_none():
    text = drawn_text(receipt.pdf(wrote(ENGLISH, ("What happened", "=" * 1500 + " end"))))

    assert (text.count("="), "end" in text) == (1500, True)


def test_sign_the_font_lacks_is_marked():
    text = drawn_text(receipt.pdf(wrote(ENGLISH, ("What happened", "Good 😀😀 work"))))

    assert "Good � work" in text


def test_markup_is_printed_as_it_was_written():
    text = drawn_text(receipt.pdf(wrote(ENGLISH, ("What happened", "**a** __b__ {nb}"))))

    assert "**a** __b__ {nb}" in text


def test_same_receipt_makes_the_same_file():
    assert receipt.pdf(PERSIAN) == receipt.pdf(PERSIAN)


def test_font_is_made_again_when_the_system_tidied_it_away():
    first = receipt.pdf(ENGLISH)
    paper.font_file().unlink()

    assert len(receipt.pdf(ENGLISH)) == pytest.approx(len(first), rel=0.01)


def test_receipt_of_a_complaint(school):
    complaint = create_complaint(name="مریم رضایی", school=school, submitted_at=PERSIAN.registered_at)
    answers = [(gettext_lazy("What happened?"), "پول خواستند."), ("خواستهٔ شما", "")]

    printed = receipt.of(complaint, code=CODE, answers=answers)

    assert printed == receipt.Receipt(
        language="fa",
        organisation=Organisation.objects.get().name_fa,
        site=settings.SITE_URL,
        number=f"۱۴۰۵-{complaint.case_number:06d}".translate(str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")),
        code=CODE,
        registered_at=PERSIAN.registered_at,
        due_on=complaint.due_on,
        recap=recap.of(complaint, answers),
        channels=printed.channels,
    )


def test_receipt_is_in_the_language_of_the_case(reference):
    suggestion = create_suggestion(language="en", name="Maryam Rezaei", submitted_at=PERSIAN.registered_at)

    printed = receipt.of(suggestion, code=CODE, answers=[])

    assert printed.recap.facts[:2] == (("Kind", "Suggestion"), ("Topic", suggestion.topic.title_en))
    assert printed.number == f"1405-{suggestion.case_number:06d}"
    assert ("General Inspection Organisation", "136") in printed.channels


def test_case_about_the_directorate_names_the_ministry_too(directorate):
    ministry = set(Channel.objects.filter(purpose=Channel.Purpose.HIGHER).values_list("name_fa", flat=True))

    named = {name for name, _ in receipt.of(create_complaint(about=directorate), code=CODE, answers=[]).channels}
    others = {name for name, _ in receipt.of(create_complaint(), code=CODE, answers=[]).channels}

    assert ministry
    assert (ministry & named, ministry & others) == (ministry, set())
