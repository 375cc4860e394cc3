"""What the human check fetches: pictures, and challenges for the proof of work. Kept by no cache."""

from captcha.models import CaptchaStore
from django import forms
from django.http import HttpResponse, JsonResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from . import proof
from .picture import draw


class KeyForm(forms.Form):
    """Which picture is meant."""

    key = forms.CharField(max_length=CaptchaStore._meta.get_field("hashkey").max_length)


@require_GET
def challenge(request):
    """A new challenge for the browser's proof of work."""
    return JsonResponse(proof.new_challenge(now=timezone.now()))


@require_GET
def picture(request, key):
    """The picture drawn for `key`; 410 once it is answered or too old."""
    store = CaptchaStore.objects.filter(hashkey=key, expiration__gt=timezone.now()).first()
    if store is None:
        return HttpResponse(status=410)
    return HttpResponse(draw(store.challenge, key=key), content_type="image/png")


@require_POST
def another_picture(request):
    """
    The key and the address of a new picture, for the script that puts it in the old one's place.

    The old one goes, and who has none gets none: asking over and over fills no table.
    """
    form = KeyForm(request.POST)
    if not form.is_valid() or not CaptchaStore.objects.filter(hashkey=form.cleaned_data["key"]).delete()[0]:
        return HttpResponse(status=410)
    key = CaptchaStore.generate_key()
    return JsonResponse({"key": key, "picture": reverse("captcha-image", args=[key])})
