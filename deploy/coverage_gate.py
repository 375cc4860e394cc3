"""The modules a whole test run must cover, each by its own tests, and the pytest plugin that measures nothing else."""

import json

import pytest

from . import LOCAL, ROOT, Problem

LEAST = 95  # per cent of the lines, and of the branches, of every file
PACKAGES = ("persian", "workdays", "tickets/attachments", "tickets/lifecycle")
MODULES = (  # of tickets
    *("workflow", "tracking", "routing", "intake", "clock", "sensitivity", "search_text"),
    *("history", "notifications", "delivery", "digest", "lost_code", "timeline", "what_happened", "why", "say"),
    *("canned", "quality"),
)
MODULES_OF_CONFIG = ("staff_file", "staff_plan", "importing")
REPORT = LOCAL / "coverage.json"
SLOWEST = ("--durations=40", "--durations-min=2")  # of a run of everything, to be read beside its figure
ARGUMENTS = ("-p", "deploy.coverage_gate", "--cov", f"--cov-report=json:{REPORT}", *SLOWEST)

BY_PACKAGE = {"tickets": MODULES, "config": MODULES_OF_CONFIG}
FILES = frozenset(f"{package}/{module}.py" for package, modules in BY_PACKAGE.items() for module in modules)

# Tests mirror the tree, so these are the tests of those modules.
MEASURED_TESTS = (
    *(ROOT / "tests" / package for package in PACKAGES),
    *(
        path
        for package, modules in BY_PACKAGE.items()
        for module in modules
        for path in sorted((ROOT / "tests" / package).glob(f"test_{module}*.py"))
    ),
)


def pytest_collection_modifyitems(items):
    """Leave all other tests alone: under measurement they would take half as long again."""
    for item in items:
        if not any(item.path.is_relative_to(measured) for measured in MEASURED_TESTS):
            item.add_marker(pytest.mark.no_cover)


def check(report=REPORT):
    """Raise Problem unless the report of a run shows every module covered."""
    files = json.loads(report.read_text())["files"]
    gaps = [gap for name in sorted(files) if _counts(name) for gap in _gaps(name, files[name]["summary"])]
    if gaps:
        raise Problem(f"Less than {LEAST} % covered, add the tests that are missing: {'; '.join(gaps)}.")


def _counts(name):
    return name.startswith(tuple(f"{package}/" for package in PACKAGES)) or name in FILES


def _gaps(name, summary):
    shares = {
        "lines": (summary["covered_lines"], summary["num_statements"]),
        "branches": (summary["covered_branches"], summary["num_branches"]),
    }
    for what, (covered, total) in shares.items():
        if covered * 100 < total * LEAST:
            yield f"{name} {covered} of {total} {what}"
