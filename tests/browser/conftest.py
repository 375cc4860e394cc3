"""One browser for the run; for each journey the portal as it runs in production: web, worker, broker, mail server."""

import os
import shlex
import subprocess
import sys
from contextlib import closing, contextmanager, suppress
from http import HTTPStatus
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest
from django.conf import settings
from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.db import connections, transaction
from playwright.sync_api import expect, sync_playwright

from deploy import ROOT
from deploy import browser as chromium
from deploy.ports import HOST, free_port
from deploy.run import web_command
from tests.browser.look import Look
from tests.conftest import ensure_reference
from tests.factories import create_user
from tests.processes import (
    PATIENCE,
    database_url,
    running_broker,
    running_mail_server,
    running_worker,
    wait_until,
)
from units.models import Unit

PHONE = {"width": 360, "height": 740}
DESK = {"width": 1280, "height": 800}


@pytest.hookimpl(tryfirst=True)  # before xdist looks at the groups
def pytest_collection_modifyitems(items):
    """These tests fill the machine: one after the other, in one process."""
    for item in items:
        if item.path.is_relative_to(ROOT / "tests/browser"):
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.xdist_group("processes"))


@pytest.fixture(scope="session")
def browser():
    # Playwright keeps an event loop in this thread; our own queries are made between its calls, not inside one.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    expect.set_options(timeout=15_000)  # ms, as for the pages below
    path, environment = chromium.executable()
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, env=environment, args=list(chromium.FLAGS))
        yield started
        started.close()
        connections.close_all()  # those opened beside that loop: once it has ended nobody finds them, and they stay
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def mail():
    with running_mail_server() as server:
        yield server


@pytest.fixture(scope="session")
def broker(tmp_path_factory):
    with running_broker(tmp_path_factory.mktemp("broker")) as broker:
        yield broker


class Encyclopaedia(BaseHTTPRequestHandler):
    """Another site, harmless to be seen at."""

    def do_GET(self):
        self.send_response(200)
        self.send_header("Content-Type", "text/plain")
        self.end_headers()
        self.wfile.write(b"An encyclopaedia")

    def log_message(self, *_words):
        pass


@pytest.fixture(scope="session")
def elsewhere():
    """The address of another site, to which the portal leads whoever leaves quickly."""
    with ThreadingHTTPServer((HOST, 0), Encyclopaedia) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://{HOST}:{server.server_port}/"
        server.shutdown()


@pytest.fixture(scope="session")
def web(django_db_setup, broker, elsewhere, tmp_path_factory):
    """The web server, as it takes seconds to start: one for the run. What it remembers must be true in every test."""
    port = free_port()
    address = f"http://{HOST}:{port}"
    servers = {"DATABASE_URL": database_url(), "REDIS_URL": broker.url, "QUICK_EXIT_URL": elsewhere}
    with running_web(port, tmp_path_factory.mktemp("web") / "web.log", servers | variables(address)):
        yield address


def variables(address):
    return {"SITE_URL": address, "DJANGO_SETTINGS_MODULE": settings.SETTINGS_MODULE}


@pytest.fixture(scope="session")
def content_types():
    """{content type: its id} as the web server remembers them, once the first test has begun."""
    return {}


@pytest.fixture
def site(transactional_db, web, content_types, broker, mail, tmp_path):
    """The address of the running portal."""
    restore_ids(content_types)
    ensure_reference()
    broker.client.flushall()
    with running_worker(tmp_path / "worker", redis_url=broker.url, EMAIL_URL=mail.url, **variables(web)):
        yield web


def restore_ids(known):
    """Emptying the tables gave the content types new ids, higher ones: give them back those they had (`known`)."""
    ContentType.objects.clear_cache()
    if not known:
        known |= {kind.natural_key(): kind.pk for kind in ContentType.objects.all()}
    with transaction.atomic():  # what refers to them is looked at in the end
        for kind in ContentType.objects.all():
            old = known[kind.natural_key()]
            Permission.objects.filter(content_type=kind.pk).update(content_type=old)
            ContentType.objects.filter(id=kind.pk).update(id=old)
    ContentType.objects.clear_cache()


@contextmanager
def running_web(port, log, variables):
    """The web server of production on `port`, its output in the file `log`."""
    command = [sys.executable, *shlex.split(web_command(port))]
    with log.open("w") as output:
        process = subprocess.Popen(
            command, cwd=ROOT, env=os.environ | variables, stdout=output, stderr=subprocess.STDOUT
        )
    try:
        wait_until(lambda: answers(port), lambda: f"No web server: {log.read_text()}")
        yield
    finally:
        process.terminate()
        process.wait()


def answers(port):
    """Does it show a page? Its port is open before that."""
    with closing(HTTPConnection(HOST, port, timeout=PATIENCE)) as probe, suppress(OSError):
        probe.request("HEAD", "/")
        return probe.getresponse().status == HTTPStatus.OK


@pytest.fixture
def open_page(browser, site):
    """Open a page for one person, with cookies of their own: `open_page(size=PHONE, javascript=True)`."""
    contexts = []

    def open_page(*, size=PHONE, javascript=True):
        context = browser.new_context(viewport=size, java_script_enabled=javascript, locale="fa-IR", base_url=site)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(15_000)
        page.runs_scripts = javascript
        page.problems = []
        page.on("console", lambda message: message.type == "error" and page.problems.append(message.text))
        page.on("pageerror", lambda error: page.problems.append(str(error)))
        return page

    yield open_page
    for context in contexts:
        context.close()


@pytest.fixture
def officer(site):
    """Works in the office that tuition at a private school of Qazvin 1 goes to."""
    return create_user(role="officer", unit=Unit.objects.get(code="d_q1.nongov"), email="officer@edu.example")


@pytest.fixture
def look():
    """What is checked of every page on the way (axe, 320 px, no errors in the console)."""
    return Look()
