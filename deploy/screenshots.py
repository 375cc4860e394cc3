"""Pictures of the portal for the README, taken from the development database: best after `make demo`."""

import re
import shlex
import subprocess
import sys
import time
from contextlib import contextmanager
from urllib.error import URLError
from urllib.request import urlopen

from playwright.sync_api import sync_playwright

from . import LOCAL, ROOT, Problem, browser
from .environment import environment
from .ports import HOST, free_port
from .run import prepare, web_command
from .static import collect

FOLDER = ROOT / "docs" / "screenshots"
LOGINS = LOCAL / "demo-logins.txt"
INSPECTOR = "inspector"  # sees every unit's cases
HEAD = "head.d_q1"  # may answer those of the district
PHONE = {"width": 390, "height": 844}
DESK = {"width": 1280, "height": 800}
CITIZEN_PAGES = {
    "home": "/",
    "complaint": "/complaints/kind/",
    "track": "/en/track/",
}
QUEUE = "/admin/tickets/ticket/"
START_SECONDS = 20


def main(_arguments):
    """Write the pictures into docs/screenshots/, once all of them are taken."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    path, browser_environment = browser.executable()
    with environment() as variables:
        prepare(variables)
        collect(variables)
        with _web_server(variables) as site, sync_playwright() as playwright:
            chromium = playwright.chromium.launch(
                executable_path=path, args=list(browser.FLAGS), env=browser_environment
            )
            pictures = _pictures_of_citizen_pages(chromium, site) | _pictures_of_staff_pages(chromium, site)
    for name, picture in pictures.items():
        (FOLDER / f"{name}.png").write_bytes(picture)
    print(f"Pictures are in {FOLDER.relative_to(ROOT)}/.")
    return 0


def _pictures_of_citizen_pages(chromium, site):
    pictures = {}
    page = chromium.new_page(viewport=PHONE)
    for name, path in CITIZEN_PAGES.items():
        page.goto(site + path)
        pictures[name] = page.screenshot()
    return pictures


def _pictures_of_staff_pages(chromium, site):
    queue = _open_queue(chromium, site, INSPECTOR)
    page = _open_queue(chromium, site, HEAD)
    case = page.locator("table.queue tbody a").first
    if not case.is_visible():
        raise Problem(f"{HEAD} has no open case to show: `make demo N=500`, and repeat.")
    case.click()
    return {"queue": queue.screenshot(), "case": page.screenshot()}


def _open_queue(chromium, site, user_name):
    page = chromium.new_page(viewport=DESK)
    page.goto(site + QUEUE)
    page.fill("[name=username]", user_name)
    page.fill("[name=password]", _demo_password())
    page.press("[name=password]", "Enter")
    page.locator("table.queue, .nothing").wait_for()
    return page


def _demo_password():
    words = re.search(r"password (\S+)", LOGINS.read_text(encoding="utf-8")) if LOGINS.exists() else None
    if words is None:
        raise Problem("There are no demo accounts: remove .local/postgres for an empty database, and repeat.")
    return words[1]


@contextmanager
def _web_server(variables):
    """Yield the address of a web server that answers."""
    port = free_port()
    site = f"http://{HOST}:{port}"
    command = [sys.executable, *shlex.split(web_command(port))]
    server = subprocess.Popen(command, cwd=ROOT, env=variables | {"SITE_URL": site}, stdout=subprocess.DEVNULL)
    try:
        _wait_for(site)
        yield site
    finally:
        server.terminate()
        server.wait()


def _wait_for(site):
    deadline = time.monotonic() + START_SECONDS
    while True:
        try:
            urlopen(f"{site}/").close()  # noqa: S310  # nosec B310
        except URLError as error:
            if time.monotonic() > deadline:
                raise Problem(f"The web server does not answer ({error}): `make run` shows why.") from error
            time.sleep(0.1)
        else:
            return
