"""What every page of a journey must pass."""

from contextlib import contextmanager

from deploy import ROOT

AXE = ROOT / "node_modules/axe-core/axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
NARROW = 320


class Look:
    """Call it with a page: axe-core finds nothing, nothing scrolls sideways at 320 px, the console is silent."""

    def __init__(self):
        self.axe = AXE.read_text(encoding="utf-8")

    def __call__(self, page):
        found = {"console": list(page.problems)}
        with measurable(page) as shown:
            found[f"pixels wider than {NARROW}"] = self._sideways(shown)
            found["axe-core"] = self._violations(shown)
        # where one style sheet imports another, axe itself tries what our policy refuses
        del page.problems[len(found["console"]) :]
        found = {what: faults for what, faults in found.items() if faults}
        assert not found, f"{page.url}: {found}"

    def _violations(self, page):
        page.evaluate(self.axe)
        found = page.evaluate("rules => axe.run(document, {runOnly: rules})", RULES)
        return [(rule["id"], [node["target"] for node in rule["nodes"]]) for rule in found["violations"]]

    def _sideways(self, page):
        size = page.viewport_size
        page.set_viewport_size({"width": NARROW, "height": size["height"]})
        excess = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        page.set_viewport_size(size)
        return excess


@contextmanager
def measurable(page):
    """`page`, or, where it runs without JavaScript, a copy in which axe-core can run and our own scripts cannot."""
    if page.runs_scripts:
        yield page
        return
    context = page.context.browser.new_context(viewport=page.viewport_size)
    try:
        copy = context.new_page()
        copy.route("**/*.js", lambda route: route.abort())
        # with its letters named as the server names them: Django's admin leaves that to the header
        html = {"body": page.content(), "content_type": "text/html; charset=utf-8"}
        copy.route(page.url.partition("#")[0], lambda route: route.fulfill(**html))
        copy.goto(page.url)
        yield copy
    finally:
        context.close()
