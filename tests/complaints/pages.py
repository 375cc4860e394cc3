"""Going through the pages of the complaints journey, for its tests."""

from django.urls import reverse
from django.utils import translation

from tests.journeys import COMPLAINT, SEND, errors, fill

CHECK = "/complaints/check/"
DONE = "/complaints/done/"

REQUEST_PAGES = {
    "kind": {"kind": "request"},
    "topic": {"topic": "tuition_private"},
    "place": {"district": "unknown"},
    "request": {"text": "کارنامهٔ فرزندم را می‌خواهم."},
    "files": {},
}


def before(slug, **changes):
    """The answers of the pages before `slug`."""
    pages = {**COMPLAINT, **changes}
    return {name: pages[name] for name in list(pages)[: list(pages).index(slug)]}


def post(client, slug, typed):
    with translation.override("en"):
        return client.post(reverse("complaints:step", args=[slug]), typed)


def refused_page(client, slug, typed):
    """Where a POST that will not do leads: to the same page, shown by a GET."""
    response = post(client, slug, typed)
    assert (response.status_code, response.url) == (303, f"/en/complaints/{slug}/")
    return client.get(response.url)


def refused(client, slug, typed, **changes):
    """The sentences shown for `typed`."""
    with translation.override("en"):
        fill(client, before(slug, **changes))
        response = refused_page(client, slug, typed)
        return errors(response)


def send(client, **changes):
    """Fill in, check and send; the response that follows."""
    fill(client, {**COMPLAINT, **changes})
    client.get(CHECK)
    return client.post(CHECK, SEND)


def shown_code(client):
    return "".join(client.get(DONE).context["groups"])
