"""Every page of the benchmark answers, and its figures say where they come from."""

import json

import pytest
from django.db import connection

from benchmarks.build import fill
from benchmarks.measure import PAGES, measure
from config.demo.schools import invent_schools


@pytest.mark.usefixtures("reference")
def test_measure_asks_for_every_page():
    invent_schools()
    fill(tickets=200, seed=7)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE tickets_ticket")

    figures = json.loads(measure(times=1, roles=["head"]))

    assert figures["tickets"] == 200
    assert [page.get("queue") or page["search"] for page in figures["pages"]] == [*PAGES["queue"], *PAGES["search"]]
    assert min(page["queries"] for page in figures["pages"]) > 5
