"""A whole run fails when a module that must be covered is not."""

import json

import pytest

from deploy import ROOT, Problem, coverage_gate


@pytest.fixture
def report(tmp_path):
    """Write the report of a run in which `covered` of 20 branches of file `name` were taken."""

    def write(name, covered):
        summary = {"covered_lines": 100, "num_statements": 100, "covered_branches": covered, "num_branches": 20}
        path = tmp_path / "coverage.json"
        path.write_text(json.dumps({"files": {name: {"summary": summary}}}))
        return path

    return write


@pytest.mark.parametrize(
    ("name", "covered"), [("tickets/routing.py", 19), ("workdays/calendar.py", 20), ("tickets/paper.py", 0)]
)
def test_run_that_covers_enough_passes(report, name, covered):
    assert coverage_gate.check(report(name, covered)) is None


@pytest.mark.parametrize(
    "name",
    [
        "tickets/routing.py",
        "tickets/attachments/vault.py",
        "workdays/calendar.py",
        "persian/templatetags/persian.py",
        "config/staff_file.py",
    ],
)
def test_run_that_covers_too_little_fails(report, name):
    with pytest.raises(Problem, match=f"{name} 18 of 20 branches"):
        coverage_gate.check(report(name, 18))


def test_modules_and_their_tests_exist():
    """A module that moved must not slip out of the gate."""
    paths = [*coverage_gate.MEASURED_TESTS, *(ROOT / package for package in coverage_gate.PACKAGES)]
    paths += [ROOT / name for name in coverage_gate.FILES]

    assert [path for path in paths if not path.exists()] == []
