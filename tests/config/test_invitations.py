"""Sending invitations: what waits is sent once, what a mail server refuses is tried again."""

from datetime import timedelta

import pytest
from django.core import mail
from django.db import IntegrityError
from django.utils import timezone

from config import invitations
from tests.config.newcomers import invite_newcomer
from tests.factories import create_user
from units.models import Invitation, User

NOW = timezone.now()
REFUSES = "tests.config.test_invitations.Refusing"


class Refusing:
    """A mail server that refuses everything."""

    def __init__(self, **kwargs):
        pass

    def send_messages(self, messages):
        raise ConnectionRefusedError("no reply from ghorbani@edu.example")


@pytest.fixture
def newcomer(head, office):
    return invite_newcomer(by=head, unit=office, now=NOW)


def test_mail_names_the_person_the_user_name_and_the_link(newcomer):
    taken = invitations.send_due(now=NOW)

    (sent,) = mail.outbox
    html = sent.alternatives[0].content
    link = f"/admin/invitation/{newcomer.pk}-"
    assert (taken, sent.to) == (1, ["new@edu.example"])
    assert ["نو آمده" in body and "new@edu.example" in body and link in body for body in (sent.body, html)] == [
        True,
        True,
    ]
    assert "۳ روز" in sent.body


def test_mail_is_sent_once(newcomer):
    assert [invitations.send_due(now=NOW), invitations.send_due(now=NOW)] == [1, 0]
    assert (len(mail.outbox), Invitation.objects.get().sent_at) == (1, NOW)


def test_refused_mail_is_tried_again_and_given_up_after_a_night(newcomer, settings):
    settings.EMAIL_BACKEND = REFUSES
    moment = NOW
    for _ in range(5):
        assert invitations.send_due(now=moment) == 1
        moment = Invitation.objects.get().due_at

    invitation = Invitation.objects.get()
    assert (moment, invitation.attempts, invitation.error) == (None, 5, "ConnectionRefusedError")
    assert (invitation.waits, invitation.sent_at) == (False, None)


def test_refused_mail_goes_out_once_the_server_is_back(newcomer, settings):
    works = settings.EMAIL_BACKEND
    settings.EMAIL_BACKEND = REFUSES
    invitations.send_due(now=NOW)
    settings.EMAIL_BACKEND = works

    assert [invitations.send_due(now=NOW), invitations.send_due(now=NOW + timedelta(minutes=1))] == [0, 1]
    assert (len(mail.outbox), Invitation.objects.get().error) == (1, "")


@pytest.mark.parametrize("change", [{"is_active": False}, {"email": ""}, {"password": "set"}])
def test_who_needs_none_any_more_gets_none(newcomer, change):
    User.objects.filter(pk=newcomer.pk).update(**change)

    invitations.send_due(now=NOW)

    assert (mail.outbox, Invitation.objects.get().waits) == ([], False)


def test_many_are_sent_a_few_at_a_time(head, office):
    people = [create_user(role="officer", unit=office) for _ in range(invitations.BATCH + 1)]
    User.objects.filter(pk__in=[person.pk for person in people]).update(password="!")

    invitations.send_to(people, by=head, now=NOW)

    assert [invitations.send_due(now=NOW) for _ in range(3)] == [invitations.BATCH, 1, 0]
    assert len(mail.outbox) == invitations.BATCH + 1


def test_many_are_invited_all_or_none(head, office):
    twins = [invitations.Newcomer("نو", "آمده", "twin@edu.example", office, ()) for _ in range(2)]

    with pytest.raises(IntegrityError):
        invitations.invite_all(twins, by=head, now=NOW)

    assert (User.objects.filter(last_name="آمده").exists(), Invitation.objects.exists()) == (False, False)


def test_key_opens_nothing_once_the_account_is_disabled(newcomer):
    key = invitations.key_of(newcomer)
    before = invitations.person_of(key)

    User.objects.update(is_active=False)

    assert (before, invitations.person_of(key)) == (newcomer, None)


@pytest.mark.parametrize("forged", ["", "-", "1", "x-y", "۱-y", "9" * 30 + "-y", "0-c1-00"])
def test_forged_key_opens_nothing(newcomer, forged):
    assert invitations.person_of(forged) is None


def test_key_of_one_person_does_not_open_another(newcomer, officer, head):
    Invitation.objects.create(person=officer, made_by=head, made_at=NOW)
    token = invitations.key_of(newcomer).partition("-")[2]

    assert invitations.person_of(f"{officer.pk}-{token}") is None
