"""Words typed into a form that can no longer be taken: shown again, so that they can be copied."""

from django.shortcuts import render

ENDINGS = ("-text", "-reason")
HIDDEN = ("offered",)  # tickets.forms.place


def texts(typed, *, beside=""):
    """The texts in the POST of staff to the page of a case, those of the step `beside` left out."""
    return [
        text
        for name, text in typed.items()
        if name.endswith(ENDINGS) and text.strip() and name.rpartition("-")[0] != beside
    ]


def words(typed):
    """What a citizen wrote in a POST: whatever is more than one word, no choices, numbers or hidden inputs."""
    return [
        text
        for name, text in typed.items()
        if name not in HIDDEN and len(text.split()) > 1 and any(map(str.isalpha, text))
    ]


def page(site, request, *, title, said, words, link, status):
    """Say in `title` and `said` what happened, show `words`, and lead on by `link`: (address, what it says)."""
    address, onward = link
    context = {
        **site.each_context(request),
        "title": title,
        "said": said,
        "texts": words,
        "address": address,
        "onward": onward,
    }
    return render(request, "tickets/admin/kept.html", context, status=status)
