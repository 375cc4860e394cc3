"""Filling in the page on which a citizen adds to an open case, for its tests."""

from tests.tickets.sent_files import labels, soup
from tests.tickets.tracking_pages import url

PAGE, CASE = url("follow_up"), url("case")
WORDS = "رسید را پیدا کردم.\nپیوست است."


def post(client, text="", *files, to=PAGE, follow=False, **buttons):
    """Fill in the page that the browser shows and press a button of it."""
    typed = {"draft": tray_of(client), "text": text, "file": list(files), **buttons}
    return client.post(to, typed, follow=follow)


def tray_of(client):
    """What the hidden input of the page names; a browser that has opened two cases has the latest here."""
    return [key for name, key in client.session.items() if name.startswith("follow_up_")][-1]


def written(ticket):
    """[(text, files)] of what the citizen added."""
    added = ticket.messages.order_by("pk")[1:]
    return [(message.text, labels(message.attachments)) for message in added]


def shown_text(response):
    """What stands in the box for words."""
    return soup(response).select_one("textarea[name=text]").get_text().removeprefix("\n")


def said(response):
    return [error.get_text(" ", strip=True) for error in soup(response).select(".error-summary li")]
