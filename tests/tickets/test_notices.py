"""What the notices say, in both languages, and that not one of them says who or what."""

import re
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings as portal
from django.utils import timezone

from persian.digits import to_persian_digits
from tests.factories import create_complaint, create_message, create_topic, create_user
from tests.sms_gateway import running_gateway
from tickets import notifications, tracking
from tickets.delivery import deliver
from tickets.history import record
from tickets.models import Consultation, Event, Notification

TEMPLATES = Path(portal.BASE_DIR) / "templates/tickets/notices"
CODE = "4716205938461720"
REPLY_BY = date(2026, 12, 6)
CANARIES = {
    "name": "زهرا قناری",
    "id_number": "0084575948",
    "mobile": "09351112233",
    "email": "canary@mail.example",
    "text": "متن قناری که هیچ پیامی نباید آن را بگوید",
    "school_text": "دبستان قناری",
    "respondent_name": "آقای قناری",
    "desired_outcome": "خواستهٔ قناری",
}
UNIT_EVENTS = [event.value for event in notifications.TO_STAFF]
SENDER_EVENTS = [event.value for event in notifications.TO_SENDER]
EVERY_NOTICE = [
    *[("unit", event, "email", language) for event in UNIT_EVENTS for language in ("fa", "en")],
    *[
        ("sender", event, channel, language)
        for event in SENDER_EVENTS
        for channel in ("email", "sms")
        for language in ("fa", "en")
    ],
]


@pytest.fixture
def gateway(settings):
    with running_gateway() as gateway:
        settings.SMS_BACKEND, settings.SMS_GATEWAY_URL = "tickets.sms.HTTPGatewayBackend", gateway.url
        yield gateway


@pytest.fixture
def send(office, mailoutbox, gateway):
    """Send one notice about a case full of canaries; return its parts: subject, text and HTML, or the one text."""
    office.email = "office@edu.example"
    office.save(update_fields=["email"])

    def send(reader, event, channel="email", language="fa", *, by=None, **ticket):
        case = create_complaint(unit=office, code=CODE, language=language, **(CANARIES | ticket))
        told = record(case, event, by=by, now=timezone.now(), details={"until": "2026-12-06"})
        if event in (Event.Name.CONSULTED, Event.Name.CONSULT_DUE):
            ask(told, office)
        notice = Notification.objects.create(
            ticket=case,
            event=told,
            recipient="sender" if reader == "sender" else f"unit:{office.pk}",
            channel=channel,
            due_at=timezone.now(),
        )
        deliver(notification_id=notice.pk, now=timezone.now())
        case.parts = _parts(mailoutbox, gateway)
        return case

    return send


def ask(event, unit):
    """`unit` is asked in `event`."""
    question = create_message(
        ticket=event.ticket, text=CANARIES["text"], written_by=create_user(role="officer"), is_public=False
    )
    call = {"purpose": Consultation.Purpose.QUESTION, "due_on": REPLY_BY}
    return Consultation.objects.create(ticket=event.ticket, unit=unit, event=event, question=question, **call)


def _parts(mailoutbox, gateway):
    if gateway.received:
        return [gateway.received[-1]["text"]]
    message = mailoutbox[-1]
    return [message.subject, message.body, message.alternatives[0].content]


@pytest.mark.parametrize(("reader", "event", "channel", "language"), EVERY_NOTICE)
def test_notice_names_nobody_and_tells_no_code(send, reader, event, channel, language):
    case = send(reader, event, channel, language)

    said = "\n".join(case.parts)
    codes = [form for code in (CODE, tracking.grouped(CODE)) for form in (code, to_persian_digits(code))]
    secrets = [*CANARIES.values(), *codes]
    assert [secret for secret in secrets if secret in said] == []
    assert "قناری" not in said


def test_every_template_is_sent_by_some_event():
    frames = {"base.html", "_case.txt", "_case.html", "_question.txt", "_signature.txt"}
    mails = {f"{reader}_{event}.{ending}" for reader, event, _, _ in EVERY_NOTICE for ending in ("txt", "html")}
    texts = {f"sender_{event}.sms.txt" for event in SENDER_EVENTS}
    summaries = {"summary.txt", "summary.html"}  # of no event: test_digest_words

    assert {path.name for path in TEMPLATES.iterdir()} == frames | mails | texts | summaries


@pytest.mark.parametrize(
    ("event", "subject"),
    [
        ("routed", "پروندهٔ تازه برای واحد شما"),
        ("transferred", "انتقال پرونده به واحد شما"),
        ("reopened", "بازگشایی پروندهٔ واحد شما به خواست شهروند"),
        ("objected", "اعتراض به پاسخ؛ پرونده به واحد شما رسید"),
        ("advised", "پاسخ واحد دیگر دربارهٔ پروندهٔ واحد شما"),
        ("ask_lapsed", "توضیحی از شهروند نرسید؛ بررسی پرونده ادامه دارد"),
        ("proposed", "پاسخی منتظر تأیید شماست"),
        ("returned", "پاسخ پیشنهادی شما برگردانده شد"),
        ("reminded", "یادآوری: این پرونده منتظر شماست"),
        ("escalated", "مهلت پرونده گذشته است"),
    ],
)
def test_unit_is_told_which_case_until_when_and_where(send, event, subject, settings):
    topic = create_topic(title_fa="شهریه & سرویس")
    case = send("unit", event, topic=topic, due_on=date(2026, 12, 3))

    sent_subject, text, html = case.parts
    page = f"{settings.SITE_URL}/"
    assert sent_subject == f"{subject}: \u2066{to_persian_digits(case.number)}\u2069"
    assert "نوع: شکایت" in text
    assert "موضوع: شهریه & سرویس" in text
    assert "پاسخ تا: ۱۲ آذر ۱۴۰۵" in text
    assert any(line.startswith(page) and str(case.pk) in line for line in text.splitlines())
    assert f'<bdi dir="ltr">{to_persian_digits(case.number)}</bdi>' in html
    assert "شهریه &amp; سرویس" in html
    assert '<html lang="fa" dir="rtl">' in html


def test_unit_is_told_that_nothing_is_to_be_done_about_a_withdrawn_case(send):
    subject, text, html = send("unit", "withdrawn").parts

    assert subject.startswith("انصراف شهروند از پروندهٔ واحد شما: ")
    assert ["کار دیگری دربارهٔ آن لازم نیست" in part for part in (text, html)] == [True, True]
    assert [part for part in (text, html) if "پاسخ تا" in part] == []


def test_unit_that_is_asked_is_led_to_the_question_and_not_to_the_case(send, settings, office):
    topic = create_topic(title_fa="شهریه & سرویس")
    case = send("unit", "consulted", topic=topic)

    subject, text, html = case.parts
    page = f"{settings.SITE_URL}/admin/tickets/consultation/{Consultation.objects.get().pk}/change/"
    assert subject == f"استعلام از واحد شما: \u2066{to_persian_digits(case.number)}\u2069"
    assert f"پرسنده: {office.name}" in text
    assert "موضوع: شهریه & سرویس" in text
    assert "مهلت پاسخ: ۱۵ آذر ۱۴۰۵" in text
    assert (page in text.splitlines(), f'href="{page}"' in html) == (True, True)
    assert [part for part in (text, html) if "/tickets/ticket/" in part] == []


@pytest.mark.parametrize("event", UNIT_EVENTS)
def test_topic_of_a_sensitive_case_is_not_told(send, event):
    topic = create_topic(title_fa="تنبیه بدنی", sensitive=True)

    case = send("unit", event, topic=topic)

    assert [part for part in case.parts if "تنبیه" in part or "موضوع" in part] == []


def test_unit_reads_persian_whatever_the_citizen_s_language(send):
    case = send("unit", "routed", language="en")

    assert case.parts[0].startswith("پروندهٔ تازه")
    assert "/en/" not in case.parts[1]


def test_receipt_gives_number_date_and_page(send, settings):
    case = send("sender", "submitted", due_on=date(2026, 12, 3))

    subject, text, html = case.parts
    lines = text.splitlines()
    assert subject == "پروندهٔ شما ثبت شد"
    assert lines[:2] == [f"شمارهٔ پرونده: \u2066{to_persian_digits(case.number)}\u2069", "تا ۱۲ آذر ۱۴۰۵ پاسخ می‌دهیم."]
    assert f"{settings.SITE_URL}/track/" in lines
    assert f'href="{settings.SITE_URL}/track/"' in html


def test_answer_is_announced_without_its_content(send, settings):
    case = send("sender", "answered")

    subject, text, _ = case.parts
    assert subject == "پاسخ آماده است"
    assert "برای دیدن پاسخ، کد رهگیری را در این صفحه وارد کنید. کد در این پیام نیست." in text


def test_english_notice_is_english_throughout(send, settings):
    case = send("sender", "submitted", language="en", due_on=date(2026, 12, 3))

    subject, text, html = case.parts
    assert subject == "Your case was registered"
    assert "We answer by 3 December 2026 (12 Azar 1405)." in text
    assert f"{settings.SITE_URL}/en/track/" in text.splitlines()
    assert '<html lang="en" dir="ltr">' in html
    assert f"Case number: \u2066{case.number}\u2069" in text


def test_text_of_the_receipt(send, settings):
    case = send("sender", "submitted", "sms", due_on=date(2026, 12, 3))

    assert case.parts[0].splitlines() == [
        "پروندهٔ شما ثبت شد",
        f"شمارهٔ پرونده: \u2066{to_persian_digits(case.number)}\u2069",
        "تا ۱۲ آذر ۱۴۰۵ پاسخ می‌دهیم.",
        f"{settings.SITE_URL}/track/",
    ]


def test_text_of_the_answer(send):
    case = send("sender", "answered", "sms")

    assert case.parts == ["پروندهٔ شما پاسخ گرفت. برای دیدن، کد رهگیری را در سامانه وارد کنید"]


@pytest.mark.parametrize(
    ("event", "subject", "sentence"),
    [
        ("asked", "برای ادامه به توضیح شما نیاز داریم", "تا ۱۵ آذر ۱۴۰۵ منتظر پاسخ شما می‌مانیم و مهلت ما متوقف است."),
        ("extended", "پاسخ به پروندهٔ شما زمان بیشتری می‌خواهد", "تا ۱۲ آذر ۱۴۰۵ پاسخ می‌دهیم."),
        ("closed", "پروندهٔ شما مختومه شد", "کد در این پیام نیست."),
    ],
)
def test_what_happened_is_announced_without_its_words(send, event, subject, sentence):
    case = send("sender", event, due_on=date(2026, 12, 3))

    sent_subject, text, html = case.parts
    assert (sent_subject, sentence in text, sentence in html) == (subject, True, True)


@pytest.mark.parametrize("event", SENDER_EVENTS)
@pytest.mark.parametrize("channel", ["email", "sms"])
def test_sender_of_a_sensitive_case_reads_nothing_of_its_topic(send, event, channel):
    topic = create_topic(title_fa="تنبیه بدنی", sensitive=True)

    case = send("sender", event, channel, topic=topic)

    assert [part for part in case.parts if "تنبیه" in part or "شکایت" in part] == []


@pytest.mark.parametrize("language", ["fa", "en"])
@pytest.mark.parametrize("channel", ["email", "sms"])
def test_new_code_stands_in_the_message_and_opens_the_case(send, channel, language):
    case = send("sender", "code_renewed", channel, language)

    text = case.parts[-2:][0]
    new = re.search(r"\d{4} \d{4} \d{4} \d{4}", text)[0]
    found = tracking.find(tracking.normalise(new))
    assert (found.pk, tracking.find(CODE), new.isascii()) == (case.pk, None, language == "en")


@pytest.mark.parametrize(("language", "said"), [("fa", "حضوری"), ("en", "in person")])
@pytest.mark.parametrize("channel", ["email", "sms"])
def test_sender_hears_that_a_code_was_given_in_person_and_which_one_nobody(send, officer, channel, language, said):
    case = send("sender", "code_renewed", channel, language, by=officer)

    texts = case.parts[1:] or case.parts
    assert [said in text for text in texts] == [True] * len(texts)
    assert [text for text in texts if re.search(r"\d{4} \d{4}", text)] == []
    assert tracking.find(CODE).pk == case.pk


@pytest.mark.parametrize(
    ("reader", "event", "channel", "language"), [row for row in EVERY_NOTICE if row[2] == "email"]
)
def test_html_fetches_nothing_and_has_no_table(send, reader, event, channel, language):
    html = send(reader, event, channel, language).parts[2]

    assert [tag for tag in ("<table", "<img", "<link", "<script", "src=", "url(", "@import") if tag in html] == []
