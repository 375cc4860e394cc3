"""Steps of the case page filled in so that they would be taken."""

from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from django.utils.datastructures import MultiValueDict

from persian.date_field import JalaliDateField, JalaliDateWidget
from persian.dates import jalali, today
from tickets.admin.steps import STEPS
from tickets.forms.files import FileField

# What cannot be guessed from a step's fields: {step: {input: function of the ticket}}.
TYPED = {
    "approve": {"proposal": lambda ticket: _last(ticket.proposals)},
    "send_back": {"proposal": lambda ticket: _last(ticket.proposals)},
}
# What the button itself says beside the step's name.
PRESSED = {"end_consultation": lambda ticket: f"end_consultation:{_last(ticket.consultations)}"}
# Buttons of the case page that are no Step: {name of the button: further inputs}.
BUTTONS = {"open_sender": {}}
WORDS = "متنی که کسی می‌نویسد و در جای دیگری نیست"
PHOTO = b"\xff\xd8\xff\xe0 no photo"


def take(step, ticket, by):
    """Take the step now, as `by`, outside of any page."""
    typed = MultiValueDict(
        {name: value if isinstance(value, list) else [value] for name, value in filled(step, ticket, by).items()}
    )
    form = STEPS[step](typed, ticket=ticket, by=by)
    if not form.is_valid():
        raise ValueError(f"{step}: {form.errors}")
    form.take(now=timezone.now())
    ticket.refresh_from_db()


def filled(name, ticket, by):
    """The POST that takes the step `name`, presses that button of BUTTONS, or adds a file ("add")."""
    if name in STEPS:
        step = PRESSED[name](ticket) if name in PRESSED else name
        return {"step": step, **_typed_into(STEPS[name](ticket=ticket, by=by))}
    if name in BUTTONS:
        return {"step": name, **BUTTONS[name]}
    photo = SimpleUploadedFile("photo.jpg", PHOTO, content_type="image/jpeg")
    return {"add": "note", "note-file": photo}


def _typed_into(form):
    """The inputs of a form, filled in as it asks."""
    typed = {}
    for name, field in form.fields.items():
        known = TYPED.get(form.name, {}).get(name)
        value = known(form.ticket) if known else _plausible(name, field, form)
        if isinstance(field, JalaliDateField):
            parts = zip(JalaliDateWidget.labels, value, strict=True)
            typed |= {f"{form.name}-{name}_{part}": number for part, number in parts}
        elif value:
            typed[f"{form.name}-{name}"] = value
    return typed


def _plausible(name, field, form):
    """What a person could put there; nothing where nothing need be."""
    if name == "seen":
        return _last(form.ticket.events)
    if isinstance(field, JalaliDateField):
        day = jalali(today())
        return str(day.day), str(day.month), str(day.year)
    if isinstance(field, forms.ModelChoiceField):
        first = field.queryset.order_by("pk").values_list("pk", flat=True).first()
        if isinstance(field, forms.ModelMultipleChoiceField):
            return [str(first)] if first and field.required else []
        return str(first or "")
    if isinstance(field, forms.ChoiceField):
        return next((str(value) for value, _words in _flat(field.choices) if value), "")
    if isinstance(field, forms.BooleanField):
        return "on"
    if isinstance(field, forms.CharField):
        return WORDS if field.required else ""
    return "" if isinstance(field, FileField) else "1"


def _flat(choices):
    for value, words in choices:
        yield from words if isinstance(words, list | tuple) else [(value, words)]


def _last(rows):
    """The key of the latest of them, empty for none."""
    return str(rows.order_by("-pk").values_list("pk", flat=True).first() or "")
