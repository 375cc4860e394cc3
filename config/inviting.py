"""The pages by which heads and administrators invite people."""

import re

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponseNotAllowed
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop

from persian.forms import EmailField, PersianCharField
from units.admin import PlacedField
from units.models import Unit, User

from . import invitations, keeping
from .roles import role_label

NAME = re.compile(r"[^\W\d_](?:[^\W\d_]|[\u0300-\u036f\u0610-\u061a\u064b-\u065f\u200c\u200d '’.()-])*")
ADDED = [{"added": {}}]
INVITED_AGAIN = [{"changed": {"fields": [gettext_noop("invitation")]}}]


class RolesField(forms.ModelMultipleChoiceField):
    """The roles by the names people call them."""

    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, group):
        return role_label(group.name)


def must_be_a_name(text):
    """Refuse what no person is called: a formula, figures, an address."""
    if not NAME.fullmatch(text):
        raise ValidationError(gettext_lazy("Write a name in letters only"))


def named(label, called, missing):
    return PersianCharField(
        label=label,
        called=called,
        max_length=150,
        validators=[must_be_a_name],
        error_messages={"required": missing},
    )


class InviteForm(forms.Form):
    """Who comes, where to, and as what; of the units and roles that `by` may give."""

    use_required_attribute = False

    first_name = named(
        gettext_lazy("first name"), gettext_lazy("The first name"), gettext_lazy("Enter the first name")
    )
    last_name = named(gettext_lazy("last name"), gettext_lazy("The last name"), gettext_lazy("Enter the last name"))
    email = EmailField(
        label=gettext_lazy("e-mail address"),
        help_text=gettext_lazy("The link goes there, and it is the user name."),
        error_messages={"required": gettext_lazy("Enter the e-mail address")},
    )
    unit = PlacedField(
        label=gettext_lazy("unit"),
        queryset=Unit.objects.none(),
        empty_label=gettext_lazy("Choose one"),
        error_messages={"required": gettext_lazy("Choose a unit")},
    )
    roles = RolesField(
        label=gettext_lazy("roles"),
        queryset=None,
        error_messages={"required": gettext_lazy("Choose at least one role")},
    )

    def __init__(self, *args, by, **kwargs):
        super().__init__(*args, label_suffix="", **kwargs)
        self.fields["unit"].queryset = keeping.units_of(by).offices()
        self.fields["roles"].queryset = keeping.roles_given_by(by)

    def clean_email(self):
        email = as_user_name(self.cleaned_data["email"])
        if invitations.taken([email]):
            raise ValidationError(_("Somebody with this e-mail address has an account already"))
        return email


def as_user_name(email):
    """The address as somebody enters with it. Raises ValidationError where that would be too long."""
    if len(email) > User._meta.get_field("username").max_length:
        raise ValidationError(_("The e-mail address is too long to be a user name"))
    return email.lower()


def invite(request, section):
    """The form, or the account made and the invitation on its way."""
    form = InviteForm(request.POST or None, by=request.user)
    if request.method == "POST" and form.is_valid():
        person = invitations.invite(**form.cleaned_data, by=request.user, now=timezone.now())
        section.log_addition(request, person, ADDED)
        words = _("%(person)s is invited. The e-mail goes to %(email)s within a moment.")
        messages.success(request, words % {"person": person, "email": person.email})
        return redirect("admin:units_user_change", person.pk)
    context = {
        **section.admin_site.each_context(request),
        "title": _("Invite a member of staff"),
        "opts": section.opts,
        "form": form,
    }
    return render(request, "admin/invite.html", context)


def again(request, section, person):
    """Send the invitation of `person` once more."""
    if not section.has_change_permission(request, person) or not invitations.may_be_invited(person):
        raise PermissionDenied
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    try:
        invitations.invite_again(person=person, by=request.user, now=timezone.now())
    except invitations.TooSoon:
        messages.warning(
            request, _("The invitation went out a moment ago. Wait five minutes before you send another.")
        )
    else:
        messages.success(request, _("A new invitation goes out within a moment; the earlier link is void."))
        section.log_change(request, person, INVITED_AGAIN)
    return redirect("admin:units_user_change", person.pk)
