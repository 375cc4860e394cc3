import os
import subprocess
import sys

import pytest

from deploy import ROOT

# In a process of its own: Playwright allows one driver in each, and other tests share theirs.
DRAW = """
from playwright.sync_api import sync_playwright
from deploy import browser
path, environment = browser.executable()
with sync_playwright() as playwright:
    page = playwright.chromium.launch(executable_path=path, args=list(browser.FLAGS), env=environment).new_page()
    page.set_content("<p style='font-size: 40px'>سلام")
    print(page.inner_text("p"), page.locator("p").bounding_box()["height"] > 40)
"""


@pytest.mark.parametrize("search_path", [os.environ["PATH"], "/nonexistent"], ids=["any", "npm"])
def test_browser_draws_persian_text(search_path):
    done = subprocess.run(
        [sys.executable, "-c", DRAW],
        cwd=ROOT,
        env=os.environ | {"PATH": search_path, "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        text=True,
        timeout=300,
    )

    assert (done.stdout, done.stderr) == ("سلام True\n", "")
