"""Doorbells may ring as often as they like, for as many workers as there are: one routing, one mail."""

from tests.faults.conftest import CITIZEN_ADDRESS, UNIT_ADDRESS, settled
from tests.processes import wait_until
from tickets import tasks
from tickets.models import Event

TICKETS, RINGS = 6, 3


def test_two_workers_route_once_and_send_one_mail(submit, start_worker, mail):
    workers = [start_worker(), start_worker()]
    tickets = [submit() for _ in range(TICKETS)]
    for _ in range(RINGS):
        for ticket in tickets:
            tasks.wake(tasks.route_ticket, ticket_id=ticket.pk)
            for notice in ticket.notifications.all():
                tasks.wake(tasks.deliver, notification_id=notice.pk)

    wait_until(
        lambda: all(settled(ticket) for ticket in tickets), lambda: [worker.log.read_text() for worker in workers]
    )

    assert Event.objects.filter(name=Event.Name.ROUTED).count() == TICKETS
    assert sorted(message["To"] for message in mail.received) == [CITIZEN_ADDRESS] * TICKETS + [UNIT_ADDRESS] * TICKETS
    assert len({message["Message-ID"] for message in mail.received}) == 2 * TICKETS
