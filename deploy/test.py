"""The whole test suite on real servers of its own."""

import os
import sys

from . import LOCAL
from .environment import environment
from .postgres import TEST_SETTINGS
from .static import collect
from .with_servers import run

MOST_WORKERS = 8  # beyond that they wait for the browser and the database
TEST_VARIABLES = {"SWEEP_SECONDS": "1"}


def main(arguments):
    """Run pytest with the arguments given and return its exit code."""
    with environment(local=LOCAL / "test", postgres_settings=TEST_SETTINGS) as variables:
        collect(variables)
        spread = ["-n", str(min(len(os.sched_getaffinity(0)), MOST_WORKERS)), "--dist", "loadgroup"]
        return run([sys.executable, "-m", "pytest", *spread, *arguments], TEST_VARIABLES | variables)
