"""The staff's log-in form: after some failures it asks whether a person is there; it never locks anyone out."""

from django.contrib.admin.forms import AdminAuthenticationForm
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tickets.human_check.fields import HumanCheckField, form_arguments
from units import attempts


class StaffLoginForm(AdminAuthenticationForm):
    """
    Counts failures per address and per user name (security.md T10).

    Unknown names cost the same time and are counted the same: the form tells nobody which names exist.
    """

    def __init__(self, request=None, *args, **kwargs):
        super().__init__(request, *args, **kwargs | form_arguments(request.POST))
        if attempts.needs_captcha(attempts.LOGIN, self._keys(), timezone.now()):
            self.fields["captcha"] = HumanCheckField(help_text=_("If you cannot see it, ask the administrator."))

    def clean(self):
        if self.errors:  # the digits are missing or wrong: the password is not even tried
            return self.cleaned_data
        try:
            return super().clean()
        except ValidationError:
            attempts.record(attempts.LOGIN, self._keys(), timezone.now())
            raise

    def _keys(self):
        return {"address": self.request.client_address, "user": self.request.POST.get("username", "")[:150]}
