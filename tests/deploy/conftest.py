"""Servers of these tests' own, apart from those the suite itself runs on."""

import os
import shutil
import tempfile
from pathlib import Path

import pytest

from deploy import unprivileged
from deploy.postgres import TEST_SETTINGS, Postgres
from deploy.valkey import Valkey


def as_nobody_under_a_strict_umask(programs, home):
    earlier = os.umask(0o077)
    try:
        return unprivileged.as_nobody(programs, home / "apart" / home.name)
    finally:
        os.umask(earlier)


def ways():
    """Every way to run PostgreSQL that works for this account on this machine."""
    if os.geteuid() != 0:
        return [unprivileged.as_we_are]
    for_root = [unprivileged.as_nobody, as_nobody_under_a_strict_umask]
    return [unprivileged.in_namespace, *for_root] if unprivileged.namespaces_allowed() else for_root


@pytest.fixture(scope="module")
def folder():
    """A folder any account may enter, unlike tmp_path."""
    path = Path(tempfile.mkdtemp(prefix="portal-test-"))
    path.chmod(0o755)
    yield path
    shutil.rmtree(path)


@pytest.fixture(scope="module", params=ways(), ids=lambda way: way.__name__)
def postgres(request, folder):
    """One cluster for all tests of a module; each leaves it startable."""
    server = Postgres(folder / request.param.__name__, settings=TEST_SETTINGS, find_way=request.param)
    yield server
    server.stop()


@pytest.fixture
def valkey(folder):
    server = Valkey(folder / "valkey")
    yield server
    server.stop()
