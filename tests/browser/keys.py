"""Keys pressed on a page."""


def press(page, *keys):
    for key in keys:
        page.keyboard.press(key)


def goes(page, *keys):
    """Press keys, of which the last one leads to another page."""
    with page.expect_navigation():
        press(page, *keys)
