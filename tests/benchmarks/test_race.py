"""The race tells a winner from a draw."""

import json

import pytest

from benchmarks.race import race
from tests.factories import create_ticket


@pytest.mark.django_db(transaction=True)
def test_one_of_many_wins_each_case(officer, office):
    for _ in range(2):
        create_ticket(unit=office)
    create_ticket(unit=office, kind="suggestion")

    found = json.loads(race(threads=4, cases=5))

    assert (found["cases"], found["attempts"], found["cases with one winner"]) == (2, 8, 2)
    assert (found["answers in the history"], found["messages to citizens"]) == (2, 2)
