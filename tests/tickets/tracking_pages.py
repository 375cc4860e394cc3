"""Going through the tracking pages as a browser does, for the tests of tickets.views."""

from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils.translation import override


def url(name, language="fa"):
    with override(language):
        return reverse(f"tickets:{name}")


def post_code(client, typed, *, language="fa", **more):
    return client.post(url("track", language), {"code": typed, **more})


def page(response):
    return BeautifulSoup(response.content, "html.parser")


def text_of(response):
    return " ".join(page(response).get_text(" ").split())


def opens(client, ticket):
    response = post_code(client, ticket.code)
    return (response.status_code, response.headers.get("Location")) == (303, url("case"))
