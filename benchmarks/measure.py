"""The queue and the search as each role asks for them: how long the server takes, and how many queries."""

import json
import os
import platform
from time import perf_counter

from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tickets.models import Ticket
from units.models import User

from .people import PLACES

QUEUE = "/admin/tickets/ticket/"
LIMITS = {"queue": (60, 150), "search": (None, 150)}  # milliseconds: p50, p95
MOST_QUERIES = 12
PAGES = {
    "queue": {
        "open": "",
        "page 2": "?p=2",
        "today": "?state=today",
        "overdue": "?state=overdue",
        "waiting": "?state=waiting",
        "new": "?state=new",
        "mine": "?state=mine",
        "to approve": "?state=approval",
        "answered": "?state=answered",
        "all": "?state=all",
        "page 40 of all": "?state=all&p=40",
        "reports of all": "?state=all&kind=report",
    },
    "search": {
        "a number": "?q=۱۲۳۴۵۶",
        "a common word": "?q=مدرسه",
        "a common word, page 3": "?q=مدرسه&p=3",
        "a common word among open": "?q=مدرسه&state=open",
        "a common beginning": "?q=مدر",
        "two common words": "?q=مدرسه شهریه",
        "a word of one in a hundred": "?q={middling}",
        "a rare word": "?q={rare}",
        "a name": "?q=سپیدار",
        "a word typed wrong": "?q=شحریه",
        "two words typed wrong": "?q=مدرصه دبستن",
        "a word that nobody wrote": "?q=ژژژژ",
        "one letter": "?q=و",
    },
}


def measure(*, times, roles=tuple(PLACES)):
    """The figures of every page for each of `roles`, as JSON."""
    words = _words()
    results = [
        _page(role, sort, name, address.format(**words), times)
        for role in roles
        for sort, pages in PAGES.items()
        for name, address in pages.items()
    ]
    return json.dumps(
        _circumstances(times) | {"load_after": os.getloadavg()[0], "pages": results}, ensure_ascii=False, indent=1
    )


def explain(role, address):
    """What PostgreSQL does for each query of one page, beside its time."""
    client = _client(role)
    with CaptureQueriesContext(connection) as asked:
        client.get(QUEUE + address.format(**_words()))
        queries = [query["sql"] for query in asked.captured_queries if "tickets_ticket" in query["sql"]]
    plans = []
    with connection.cursor() as cursor:
        for query in queries:
            cursor.execute(f"EXPLAIN (ANALYZE, BUFFERS) {query}")
            plans += [query, *(line for (line,) in cursor.fetchall()), ""]
    return "\n".join(plans)


def _page(role, sort, name, address, times):
    client = _client(role)
    with CaptureQueriesContext(connection) as asked:
        _ask(client, address)
        queries = len(asked)
    seconds = sorted(_ask(client, address) for _each in range(times))
    p50, p95 = (round(1000 * seconds[int(share * (times - 1))], 1) for share in (0.5, 0.95))
    limit50, limit95 = LIMITS[sort]
    holds = p95 < limit95 and (limit50 is None or (p50 < limit50 and queries <= MOST_QUERIES))
    return {"role": role, sort: name, "p50_ms": p50, "p95_ms": p95, "queries": queries, "holds": holds}


def _ask(client, address):
    """Seconds that one page takes."""
    begun = perf_counter()
    response = client.get(QUEUE + address)
    took = perf_counter() - begun
    if response.status_code >= 400:
        raise RuntimeError(f"{address}: {response.status_code}")
    return took


def _client(role):
    client = Client(SERVER_NAME=settings.ALLOWED_HOSTS[0])
    client.force_login(User.objects.get(username=role))
    return client


def _words():
    """A word of about one case in a hundred, and one of a few."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT most_common_elems::text::text[], most_common_elem_freqs FROM pg_stats"
            " WHERE tablename = 'tickets_ticket' AND attname = 'search_vector'"
        )
        words, shares = cursor.fetchone()
        pairs = [pair for pair in zip(words, shares, strict=False) if len(pair[0]) > 3]
        middling = min(pairs, key=lambda pair: abs(pair[1] - 0.01))[0]
        cursor.execute("SELECT word FROM tickets_searchword WHERE length(word) = 6 ORDER BY md5(word) LIMIT 1")
        return {"middling": middling, "rare": cursor.fetchone()[0]}


def _circumstances(times):
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('server_version'), obj_description('tickets_ticket'::regclass)")
        postgres, built = cursor.fetchone()
    return {
        "at": timezone.now().isoformat(timespec="seconds"),
        "tickets": Ticket.objects.count(),
        "built": built,
        "times": times,
        "load": os.getloadavg()[0],
        "postgres": postgres,
        "python": platform.python_version(),
        "machine": f"{os.cpu_count()} × {_processor()}",
    }


def _processor():
    try:
        with open("/proc/cpuinfo", encoding="utf-8") as about:
            return next(line.split(":")[1].strip() for line in about if line.startswith("model name"))
    except (OSError, StopIteration):
        return platform.processor() or platform.machine()
