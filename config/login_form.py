"""The staff's log-in form: after some failures it asks whether a person is there; it never locks anyone out."""

from django.contrib.admin.forms import AdminAuthenticationForm
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tickets.human_check.fields import HumanCheckField, form_arguments, was_asked
from units import attempts


class StaffLoginForm(AdminAuthenticationForm):
    """
    Counts failures per address and per user name (security.md T10).

    Unknown names cost the same time and are counted the same: the form tells nobody which names exist.
    """

    error_messages = AdminAuthenticationForm.error_messages | {
        "invalid_login": _("The user name or the password is not right. Write both again.")
    }

    def __init__(self, request=None, *args, **kwargs):
        guarded = attempts.needs_captcha(attempts.LOGIN, self._keys(request), timezone.now())
        asks = was_asked(request.POST) or not guarded
        super().__init__(request, *args, **kwargs | form_arguments(request.POST, asks=asks))
        self.fields["username"].widget.attrs["dir"] = "ltr"
        if guarded:
            self._guard()

    def clean(self):
        if self.errors:  # the digits are missing or wrong: the password is not even tried
            return self.cleaned_data
        try:
            return super().clean()
        except ValidationError:
            now = timezone.now()
            attempts.record(attempts.LOGIN, self._keys(self.request), now)
            if attempts.needs_captcha(attempts.LOGIN, self._keys(self.request), now):
                self._guard()
            raise

    def _guard(self):
        """Ask from now on whether a person is there; a form that is judged already gets no error by it."""
        self.fields["captcha"] = HumanCheckField(help_text=_("If you cannot see it, ask the administrator."))

    @staticmethod
    def _keys(request):
        return {"address": request.client_address, "user": request.POST.get("username", "")[:150]}
