"""`kill -9` in mid-task, made certain by a lock or a silent mail server: routed exactly once, told at least once."""

import threading

from tests.faults.conftest import CITIZEN_ADDRESS, UNIT_ADDRESS, settled
from tests.processes import wait_until
from tickets.models import Event, Notification

SOON = "3"  # seconds after which what a dead worker was sending is sent anew


def routings(ticket):
    return ticket.events.filter(name=Event.Name.ROUTED).count()


def message_ids(mail, address):
    """Of what the mail server was given for `address`, whether or not it could answer."""
    return [message["Message-ID"] for message in mail.received if message["To"] == address]


def test_worker_killed_while_routing_leaves_it_to_the_next(submit, start_worker, lock, mail):
    ticket = submit()
    ticket_lock = lock(ticket)
    ticket_lock.take()
    worker = start_worker(NOTICE_CLAIM_SECONDS=SOON)  # it may be sending the receipt as well
    ticket_lock.wait_for_victim()

    worker.kill()
    ticket_lock.release()
    successor = start_worker()

    wait_until(lambda: settled(ticket), successor.log.read_text)
    assert (routings(ticket), len(message_ids(mail, UNIT_ADDRESS))) == (1, 1)


def test_worker_killed_before_the_mail_server_answered_sends_again(submit, start_worker, mail):
    silence = threading.Event()
    mail.reply = lambda message: "250 OK" if silence.wait(30) else "451 Later"
    ticket = submit()
    worker = start_worker(NOTICE_CLAIM_SECONDS=SOON)
    wait_until(lambda: message_ids(mail, UNIT_ADDRESS), worker.log.read_text)

    worker.kill()
    mail.reply = lambda message: "250 OK"
    silence.set()
    successor = start_worker()

    wait_until(lambda: settled(ticket), successor.log.read_text)
    notice = Notification.objects.get(recipient=f"unit:{ticket.events.last().unit_id}")
    first, second = message_ids(mail, UNIT_ADDRESS)
    assert first == second
    assert (notice.status, notice.attempts, routings(ticket)) == ("sent", 2, 1)


def test_worker_killed_after_250_repeats_itself_under_the_same_id(submit, start_worker, lock, mail):
    ticket = submit()
    notice_lock = lock(ticket.notifications.get())
    takings = iter([notice_lock.take])

    def answer_but_let_nobody_write_it_down(message):
        if message["To"] == CITIZEN_ADDRESS:
            next(takings, lambda: None)()
        return "250 OK"

    mail.reply = answer_but_let_nobody_write_it_down
    worker = start_worker(NOTICE_CLAIM_SECONDS=SOON)
    wait_until(lambda: mail.sent_to(CITIZEN_ADDRESS), worker.log.read_text)
    notice_lock.wait_for_victim()

    worker.kill()
    notice_lock.disconnect()
    notice_lock.release()
    successor = start_worker()

    wait_until(lambda: settled(ticket), successor.log.read_text)
    first, second = message_ids(mail, CITIZEN_ADDRESS)
    assert first == second
    assert (ticket.notifications.count(), routings(ticket)) == (2, 1)


def test_killed_child_leaves_its_task_to_its_siblings(submit, start_worker, lock):
    ticket = submit()
    ticket_lock = lock(ticket)
    ticket_lock.take()
    worker = start_worker(beat=False)  # so that no sweep can help
    ticket_lock.wait_for_victim()

    worker.kill_children()
    ticket_lock.release()

    wait_until(lambda: routings(ticket), worker.log.read_text)
    assert worker.said("WorkerLostError")
    assert routings(ticket) == 1
