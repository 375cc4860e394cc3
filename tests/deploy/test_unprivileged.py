"""As whom PostgreSQL runs where we are root, or where the machine does not know us."""

import pytest

from deploy import unprivileged


@pytest.mark.parametrize(
    ("accounts", "chosen"),
    [
        ({0, 1, 1000, 65534}, 65534),
        ({0, 1000, 33}, 33),
        ({0}, 65534),  # a machine with root only
    ],
)
def test_account_taken_is_one_the_machine_knows(accounts, chosen):
    assert unprivileged.ordinary_account(accounts) == chosen
