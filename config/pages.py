"""The home page and the pages that say what went wrong."""

from django.shortcuts import render


def home(request):
    """The three doors: complain, suggest, track."""
    return render(request, "config/home.html")


def session_ended(request, reason=""):
    """The form could not be checked: its page was open too long, or cookies are off."""
    return render(request, "403_csrf.html", status=403)
