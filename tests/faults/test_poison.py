"""A notice that can never be sent dies after five attempts, with an alert, and holds up nobody else's."""

from django.utils import timezone

from tests.faults.conftest import CITIZEN_ADDRESS, UNIT_ADDRESS
from tests.processes import wait_until
from tickets import tasks
from tickets.models import Notification

ALERTS = "operator@edu.example"


def test_mail_refused_for_one_recipient_dies_and_the_others_arrive(submit, start_worker, mail):
    mail.reply = lambda message: "554 No" if message["To"] == UNIT_ADDRESS else "250 OK"
    poisoned = Notification.objects.filter(recipient__startswith="unit:")
    submit()
    worker = start_worker(ALERT_EMAILS=ALERTS)

    def dead():
        for notice in poisoned.filter(status="pending", due_at__gt=timezone.now()):
            poisoned.filter(pk=notice.pk).update(due_at=timezone.now())  # the hours of back-off pass
            tasks.wake(tasks.deliver, notification_id=notice.pk)
        return poisoned.filter(status="dead").exists()

    wait_until(dead, worker.log.read_text)
    submit()
    wait_until(lambda: len(mail.sent_to(CITIZEN_ADDRESS)) == 2, worker.log.read_text)
    alert = wait_until(lambda: mail.sent_to(ALERTS), worker.log.read_text)[0]
    notice = poisoned.get(status="dead")
    tries = [message for message in mail.received if str(notice.message_key) in message["Message-ID"]]
    assert (notice.attempts, notice.error, len(tries)) == (5, "SMTPDataError", 5)
    assert f"Notice {notice.pk} given up after 5 attempts" in alert["Subject"]
    assert CITIZEN_ADDRESS not in alert.as_string()
    assert not worker.said(CITIZEN_ADDRESS)
