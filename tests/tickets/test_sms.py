"""Text messages: the console and a gateway over real HTTP that answers, fails, dawdles, redirects or is away."""

import logging

import pytest

from tests.processes import closed_port
from tests.sms_gateway import running_gateway
from tickets import sms

MOBILE = "09123456789"


@pytest.fixture
def gateway(settings):
    with running_gateway() as gateway:
        settings.SMS_BACKEND = "tickets.sms.HTTPGatewayBackend"
        settings.SMS_GATEWAY_URL = gateway.url
        settings.SMS_GATEWAY_TOKEN = "secret"
        settings.SMS_SENDER = "1000"
        yield gateway


def test_console_masks_the_number(settings, caplog):
    settings.SMS_BACKEND = "tickets.sms.ConsoleBackend"
    caplog.set_level(logging.INFO)

    sms.send(to=MOBILE, text="پاسخ آماده است")

    assert caplog.messages == ["SMS to 0912…89: پاسخ آماده است"]


def test_gateway_is_given_the_message_and_the_token(gateway):
    sms.send(to=MOBILE, text="پاسخ آماده است")

    assert gateway.received == [{"from": "1000", "to": MOBILE, "text": "پاسخ آماده است"}]
    assert gateway.tokens == ["Bearer secret"]


@pytest.mark.parametrize("status", [204, 202])
def test_any_2xx_is_taken_as_sent(gateway, status):
    gateway.status = status

    sms.send(to=MOBILE, text="x")

    assert len(gateway.received) == 1


@pytest.mark.parametrize("status", [400, 401, 429, 500, 503])
def test_any_other_answer_is_not_sent(gateway, status):
    gateway.status = status

    with pytest.raises(sms.NotSent, match=str(status)):
        sms.send(to=MOBILE, text="x")


@pytest.mark.parametrize("status", [301, 302, 307])
def test_token_and_number_follow_no_redirect(gateway, status):
    with running_gateway() as elsewhere:
        gateway.status, gateway.location = status, elsewhere.url

        with pytest.raises(sms.NotSent, match=str(status)):
            sms.send(to=MOBILE, text="x")

    assert elsewhere.received == []


def test_gateway_that_dawdles_is_given_up(gateway, monkeypatch):
    monkeypatch.setattr(sms, "TIMEOUT_SECONDS", 0.2)
    gateway.hold.clear()

    with pytest.raises(TimeoutError):
        sms.send(to=MOBILE, text="x")


def test_gateway_that_is_away_raises(gateway, settings):
    with closed_port() as port:
        settings.SMS_GATEWAY_URL = f"http://127.0.0.1:{port}/send"
        with pytest.raises(OSError, match="refused"):
            sms.send(to=MOBILE, text="x")
