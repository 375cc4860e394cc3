"""The README's table of environment variables, against what the settings read and what a test run leaves out."""

import re

from deploy import ROOT
from deploy.test import NOT_INHERITED

SERVERS = {"DATABASE_URL", "REDIS_URL"}


def read_by_the_settings():
    texts = [(ROOT / "config" / name).read_text() for name in ("settings.py", "files.py")]
    return {variable for text in texts for variable in re.findall(r'[a-z_]\(\s*"([A-Z0-9_]{3,})"', text)}


def test_table_names_every_variable_that_the_settings_read():
    rows = re.findall(r"^\| (`[A-Z].*?) \|", (ROOT / "README.md").read_text(), flags=re.MULTILINE)
    named = {name for row in rows for name in re.findall(r"[A-Z0-9_]{3,}", row)}

    assert named == read_by_the_settings()


def test_a_test_run_takes_nothing_but_its_servers_from_the_caller():
    assert {*NOT_INHERITED} | SERVERS == read_by_the_settings()
