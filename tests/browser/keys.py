"""Keys pressed on a page."""


def press(page, *keys):
    for key in keys:
        page.keyboard.press(key)


def goes(page, *keys):
    """Press keys, of which the last one leads to another page."""
    with page.expect_navigation():
        press(page, *keys)


def tab_to(page, chosen):
    """Press Tab until the element `chosen` has the focus."""
    for _ in range(120):
        page.keyboard.press("Tab")
        if page.evaluate("chosen => document.activeElement.matches(chosen)", chosen):
            return
    raise AssertionError(f"Tab never came to {chosen}")
