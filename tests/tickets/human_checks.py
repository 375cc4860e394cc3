"""Doing the browser's work, for tests of the human check."""

import altcha
from django.utils import timezone

from tickets.human_check import proof

ALWAYS = {"captcha_0": "any", "captcha_1": "PASSED"}  # CAPTCHA_TEST_MODE


def solved(challenge=None, **changes):
    """The payload a browser sends for `challenge` (a new one by default), after `changes` to the solution."""
    challenge = altcha.Challenge.from_dict(challenge or proof.new_challenge(now=timezone.now()))
    solution = altcha.solve_challenge(challenge)
    for name, value in changes.items():
        setattr(solution, name, value)
    return altcha.Payload(challenge, solution).to_base64()
