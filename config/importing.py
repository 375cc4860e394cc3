"""The pages by which many people are invited at once, from a file: sent, checked, and only then invited."""

from functools import partial

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from persian.language import is_persian
from units.places import by_place

from . import keeping, staff_file, staff_plan
from .roles import role_label

FILE_PAGE = "admin:units_user_import_file"


class FileForm(forms.Form):
    """The file; cleaned it is its rows."""

    use_required_attribute = False

    file = forms.FileField(
        label=gettext_lazy("CSV file"),
        help_text=gettext_lazy("At most 2,000 people and 1 MB. You see what becomes of each row before it happens."),
        error_messages={"required": gettext_lazy("Choose the file first"), "empty": gettext_lazy("The file is empty")},
        widget=forms.FileInput({"accept": ".csv,.txt,text/csv"}),
    )

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > staff_file.MOST_BYTES:  # and was not kept: tickets.attachments.uploads
            raise ValidationError(staff_file.TOO_LARGE)
        try:
            return staff_file.read(file.read())
        except staff_file.Unreadable as why:
            raise ValidationError(why.args[0]) from None


class PressForm(forms.Form):
    """Which file the button stood under."""

    file = forms.IntegerField(min_value=1, widget=forms.HiddenInput)


def send(request, section):
    """The page on which a file is sent, with all that one must know to write it."""
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = FileForm(*sent, label_suffix="")
    if form.is_valid():
        staff_plan.keep(form.cleaned_data["file"], by=request.user, now=timezone.now())
        return redirect(FILE_PAGE)
    context = {
        "title": _("Add staff from a file"),
        "form": form,
        "columns": _columns(),
        "roles": [(role_label(role.name), role.name) for role in keeping.roles_given_by(request.user)],
        "places": by_place(keeping.units_of(request.user).offices()),
    }
    return _page(request, section, "send", context)


def check(request, section):
    """What would become of each row of the file that was sent last, or what has become of them."""
    if request.method == "POST":
        return _press(request)
    kept = staff_plan.kept_for(request.user)
    if kept is None:
        return redirect("admin:units_user_import")
    if kept.invited_at:
        return _page(request, section, "invited", {"title": _("Invited from a file"), "kept": kept})
    entries = staff_plan.plan(kept, by=request.user)
    context = {
        "title": _("Check the file"),
        "faulty": [entry for entry in entries if entry.faults],
        "sound": [entry for entry in entries if not entry.faults],
        "new": sum(not (entry.faults or entry.is_known) for entry in entries),
        "known": sum(entry.is_known for entry in entries),
        "press": PressForm(initial={"file": kept.pk}),
        "form": FileForm(label_suffix=""),
    }
    return _page(request, section, "check", context)


def sample(request, section):
    """A file to begin with: the headings, and somebody invented."""
    unit = keeping.units_of(request.user).offices().first()
    role = keeping.roles_given_by(request.user).first()
    headings = staff_file.PERSIAN.values() if is_persian() else staff_file.COLUMNS
    person = (
        _("Nasrin"),
        _("Example"),
        "n.example@example.com",
        unit.code if unit else "",
        str(role_label(role.name)),
    )
    return _download(_("staff") + ".csv", [headings, person])


def unit_codes(request, section):
    """The codes of the units, to be opened beside the list."""
    places = by_place(keeping.units_of(request.user).offices())
    headings = (_("place"), _("unit"), _("unit code"))
    lines = [(place, unit.name, unit.code) for place, units in places for unit in units]
    return _download(_("unit codes") + ".csv", [headings, *lines])


def addresses(section):
    """[URLPattern] of the pages above, for who may read `section`."""
    pages = {"import": send, "import_file": check, "import_sample": sample, "import_units": unit_codes}
    return [
        path(
            f"{name.replace('_', '/')}/",
            section.for_readers(partial(view, section=section)),
            name=f"units_user_{name}",
        )
        for name, view in pages.items()
    ]


def _press(request):
    form = PressForm(request.POST)
    try:
        if not form.is_valid():
            raise staff_plan.NotAsChecked
        staff_plan.carry_out(pk=form.cleaned_data["file"], by=request.user, now=timezone.now())
    except staff_plan.NotAsChecked:
        messages.warning(request, _("Nobody was invited: the list is not as you have seen it. Check it again."))
    except IntegrityError:  # somebody else has invited one of them since
        messages.warning(request, _("Nobody was invited: one of them was added this moment. Check it again."))
    return redirect(FILE_PAGE)


def _page(request, section, name, context):
    shared = section.admin_site.each_context(request) | {"opts": section.opts}
    return render(request, f"admin/staff_file/{name}.html", shared | context)


def _columns():
    """[(heading, the same in Latin letters, what stands below it)]"""
    below = {
        "first_name": _("in letters only"),
        "last_name": _("in letters only"),
        "email": _("the invitation goes there, and it is the user name"),
        "unit_code": _("of the list below"),
        "role": _("by its name or its code; several with a comma between them"),
    }
    return [(staff_file.PERSIAN[name] if is_persian() else name, name, below[name]) for name in staff_file.COLUMNS]


def _download(name, lines):
    response = HttpResponse(staff_file.written(lines), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name)
    return response
