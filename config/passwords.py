"""Passwords of staff: what the forms say about them."""

from django.contrib.admin.forms import AdminPasswordChangeForm as PasswordChangeForm
from django.contrib.auth import password_validation
from django.contrib.auth.forms import AdminPasswordChangeForm
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


class StaffPasswordForm(AdminPasswordChangeForm):
    """A new password for a member of staff, or none, with which nobody can log in."""

    usable_password_help_text = _("If disabled, this member of staff cannot log in, and the present password is lost.")
