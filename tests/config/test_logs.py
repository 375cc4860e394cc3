"""What a log line and an alert must not say."""

import logging

import pytest
from django.conf import settings
from django.db import IntegrityError

from config.logs import AlertHandler, MaskingFormatter, masked
from tests.factories import create_complaint
from tickets.models import Ticket


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        ("code 4817203956142075.", "code …."),
        ("code 4817 2039 5614 2075", "code …"),
        ("code ۴۸۱۷-۲۰۳۹-۵۶۱۴-۲۰۷۵", "code …"),
        ("national code 0499370899", "national code …"),
        ("mobile ٠٩١٢٣٤٥٦٧٨٩", "mobile …"),
        ("to maryam.r+1@mail.example.ir, refused", "to …, refused"),
        ("کدملی0012345678 user_09123456789", "کدملی… user_…"),
        (r"'شرح\n09123456789'", r"'شرح\n…'"),
        ("2026-11-26 19:34:30,584 case 1405-000123 of 18300", "2026-11-26 19:34:30,584 case 1405-000123 of 18300"),
        ("succeeded in 0.10412345678s: None", "succeeded in 0.10412345678s: None"),
        ("1.09123456789 ۲.۰۰۱۲۳۴۵۶۷۸ 3.1234 5678 9012 3456", "1.… ۲.… 3.…"),
        ("notice 123456789, attempt 2 of 5", "notice 123456789, attempt 2 of 5"),
    ],
)
def test_line_hides_numbers_and_addresses_of_people(line, shown):
    assert masked(line) == shown


@pytest.mark.parametrize("unit", ["a", "1234-", "a.", "@", "-@a", "12345678"])
def test_line_of_a_megabyte_is_masked_as_well(unit):
    """In a moment: were each place of the line searched to its end, this would take hours."""
    line = "x" + unit * (1_000_000 // len(unit)) + " 09123456789"

    assert masked(line).endswith(" …")


def test_row_that_the_database_refuses_is_not_quoted(officer, office):
    ticket = create_complaint(unit=office)
    words = {"school_text": "راز\n\nمن"}
    try:
        Ticket.objects.filter(pk=ticket.pk).update(kind="lost", **words)
    except IntegrityError as error:
        refused = logging.LogRecord("x", logging.ERROR, "", 1, "Failed", (), (type(error), error, error.__traceback__))

    line = MaskingFormatter().format(refused)

    assert ("ticket_kind_is_known" in line, "DETAIL: …" in line, "راز" in line) == (True, True, False)


def test_alert_is_the_line_alone(mailoutbox, settings):
    settings.ADMINS = [("Alerts", "alerts@example.ir")]
    handler = AlertHandler()
    handler.setFormatter(MaskingFormatter())

    handler.emit(logging.LogRecord("x", logging.CRITICAL, "", 1, "Given up: %s", ("0499370899",), None))

    (alert,) = mailoutbox
    assert (alert.to, alert.body) == (["alerts@example.ir"], "Given up: …")


def critical(words, *values):
    return logging.LogRecord("x", logging.CRITICAL, "", 1, words, values, None)


def test_alert_of_many_lines_has_a_subject_of_one(mailoutbox, settings):
    settings.ADMINS = [("Alerts", "alerts@example.ir")]

    AlertHandler().emit(critical("One\nTwo"))

    assert [alert.subject.endswith("One") for alert in mailoutbox] == [True]


def test_alert_that_cannot_be_sent_is_a_line_that_names_nobody(settings, caplog, capsys):
    settings.ADMINS = [("Alerts", "alerts@example.ir")]

    AlertHandler().emit(critical("%s and %s", "09123456789"))

    assert [record.getMessage() for record in caplog.records] == ["An alert could not be sent: TypeError"]
    assert "09123456789" not in capsys.readouterr().err


def test_critical_lines_are_mailed_by_our_handler_and_all_lines_are_masked():
    assert settings.LOGGING["handlers"]["alert"]["class"] == "config.logs.AlertHandler"
    assert {handler["formatter"] for handler in settings.LOGGING["handlers"].values()} == {"line"}
    assert settings.LOGGING["formatters"]["line"]["class"] == "config.logs.MaskingFormatter"
