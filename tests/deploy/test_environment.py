import base64
import stat
import subprocess
import sys

import pytest
import redis
from django.core.mail import EmailMessage, get_connection
from environ import Env

from deploy import ROOT
from deploy.development import development_secrets

USE_SERVERS = """
import pathlib, sys
from deploy.environment import environment
with environment(local=pathlib.Path(sys.argv[1])) as variables:
    print(variables["REDIS_URL"], variables["EMAIL_URL"], variables["SITE_URL"], flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def own_servers(monkeypatch):
    """As on a developer's machine, where no servers are named."""
    for name in ("DATABASE_URL", "REDIS_URL", "EMAIL_URL", "SITE_URL", "PORT"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def start_user(own_servers, folder):
    """Start a program that uses the servers until its input ends."""
    users = []

    def start():
        users.append(
            subprocess.Popen(
                [sys.executable, "-c", USE_SERVERS, folder],
                cwd=ROOT,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
            )
        )
        return users[-1], users[-1].stdout.readline().split()

    yield start
    for user in users:
        user.communicate()


def answers(url):
    with redis.Redis.from_url(url) as client:
        try:
            return client.ping()
        except redis.ConnectionError:
            return False


def test_servers_stop_with_the_last_program_that_uses_them(start_user):
    first, (url, *_) = start_user()
    second, (same_url, *_) = start_user()

    first.communicate()
    after_first = answers(url)
    second.communicate()

    assert (same_url, after_first, answers(url)) == (url, True, False)


def test_servers_of_a_killed_program_are_found_and_stopped_by_the_next(start_user):
    killed, (url, *_) = start_user()
    killed.kill()
    killed.communicate()

    following, (same_url, *_) = start_user()
    following.communicate()

    assert (same_url, answers(url)) == (url, False)


def test_mail_goes_into_a_folder_of_our_own(start_user, folder):
    _, (_, email_url, site_url) = start_user()
    mail = Env.email_url_config(email_url)

    get_connection(mail["EMAIL_BACKEND"], file_path=mail["EMAIL_FILE_PATH"]).send_messages(
        [EmailMessage("An officer is told", to=["unit@example.ir"])]
    )

    (letter,) = (folder / "mail").iterdir()
    assert "To: unit@example.ir" in letter.read_text()
    assert site_url == "http://127.0.0.1:8000"


def test_secrets_are_made_once_and_readable_by_their_owner_only(tmp_path):
    path = tmp_path / "development.env"

    first = development_secrets(path)

    assert development_secrets(path) == first
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


@pytest.mark.parametrize("name", ["CODE_PEPPERS", "IDENTITY_KEYS"])
def test_keys_are_32_bytes_with_version_1(tmp_path, name):
    version, _, key = development_secrets(tmp_path / "development.env")[name].partition(":")

    assert (version, len(base64.urlsafe_b64decode(key))) == ("1", 32)
