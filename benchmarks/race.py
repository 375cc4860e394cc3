"""Many officers answer the same cases at the same moment: exactly one answer each must come of it."""

import json
import threading
from itertools import islice
from time import perf_counter

from django.db import connection
from django.utils import timezone

from tickets import lifecycle
from tickets.lifecycle import AlreadyAnswered
from tickets.models import Event, Message, Ticket
from tickets.staff import able_staff
from tickets.workflow import Kind, Outcome, Status

KINDS = (Kind.COMPLAINT, Kind.REPORT, Kind.CRITICISM)  # which an officer answers alone, all with the same outcomes


def race(*, threads, cases):
    """Let `threads` officers race for each of `cases` open cases of the database; the result as JSON."""
    chosen = list(islice(_answerable(), cases))
    began = perf_counter()
    wins = [_answer_at_once(ticket, by, threads) for ticket, by in chosen]
    ids = [ticket.pk for ticket, _by in chosen]
    answers = Event.objects.filter(ticket__in=ids, name=Event.Name.ANSWERED).values_list("ticket")
    messages = Message.objects.filter(ticket__in=ids, author=Message.Author.STAFF)
    found = {
        "cases": len(chosen),
        "attempts": threads * len(chosen),
        "cases with one winner": wins.count(1),
        "answers in the history": answers.count(),
        "messages to citizens": messages.count(),
        "seconds": round(perf_counter() - began, 1),
    }
    return json.dumps(found, indent=2)


def _answerable():
    """(case, somebody who may answer it) of open cases that nobody has answered yet."""
    tickets = Ticket.objects.filter(status=Status.ROUTED, kind__in=KINDS, respondent_user=None)
    for ticket in tickets.select_related("unit", "topic").order_by("pk").iterator():
        by = able_staff(ticket).filter(unit=ticket.unit_id).first()
        if by is not None and not lifecycle.needs_approval(ticket, by):
            yield ticket, by


def _answer_at_once(ticket, by, threads):
    """How many of the threads were told that their answer is registered."""
    barrier, wins = threading.Barrier(threads), []

    def answer(number):
        barrier.wait()
        try:
            lifecycle.answer(ticket=ticket, text=f"Answer {number}", outcome=Outcome.UPHELD, by=by, now=timezone.now())
            wins.append(number)
        except AlreadyAnswered:
            pass
        finally:
            connection.close()

    racers = [threading.Thread(target=answer, args=(number,)) for number in range(threads)]
    for racer in racers:
        racer.start()
    for racer in racers:
        racer.join()
    return len(wins)
