"""Passwords of staff: what the forms say about them."""

from django.contrib.admin.forms import AdminPasswordChangeForm as PasswordChangeForm
from django.contrib.auth import password_validation
from django.contrib.auth.forms import AdminPasswordChangeForm, SetPasswordForm
from django.utils.translation import gettext_lazy as _

from persian.digits import format_number


class MinimumLengthValidator(password_validation.MinimumLengthValidator):
    """Django's own, counting in the digits of the page."""

    def get_error_message(self):
        return _("The password is too short. Write at least %(count)s characters.") % {
            "count": format_number(self.min_length)
        }

    def get_help_text(self):
        return _("At least %(count)s characters.") % {"count": format_number(self.min_length)}


class OwnPasswordForm(PasswordChangeForm):
    """A new password for who is logged in. The server says what is missing, not the browser."""

    use_required_attribute = False


class FirstPasswordForm(SetPasswordForm):
    """The first password of who was invited. The server says what is missing, not the browser."""

    use_required_attribute = False

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        wanted = " ".join(password_validation.password_validators_help_texts())  # Django's own is a list in HTML
        self.fields["new_password1"].help_text = wanted
        for field in self.fields.values():
            field.widget.attrs["dir"] = "ltr"


class StaffPasswordForm(AdminPasswordChangeForm):
    """A new password for a member of staff, or none, with which nobody can log in."""

    usable_password_help_text = _("If disabled, this member of staff cannot log in, and the present password is lost.")
