"""A date typed in three plain inputs: no picker, nothing that needs a script."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from .dates import jalali
from .digits import localise_digits
from .forms import PersianCharField
from .language import is_persian
from .typed_dates import parse_date


class JalaliDateWidget(forms.MultiWidget):
    """Day, month and year, each with its label; the field's label is the legend around them."""

    template_name = "persian/widgets/jalali_date.html"
    labels = {"day": _("Day"), "month": _("Month"), "year": _("Year")}

    def __init__(self, attrs=None):
        keyboards = {"day": "numeric", "month": "text", "year": "numeric"}  # a month may be written as its name
        parts = {part: forms.TextInput({"inputmode": keyboards[part], "autocomplete": "off"}) for part in self.labels}
        super().__init__(parts, attrs)

    def decompress(self, value):
        """A stored date as its reader would type it: Jalali in Persian, Gregorian in English."""
        if value is None:
            return ["", "", ""]
        day = jalali(value) if is_persian() else value
        return [localise_digits(part) for part in (day.day, day.month, day.year)]

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        for subwidget, label in zip(context["widget"]["subwidgets"], self.labels.values(), strict=True):
            subwidget["label"] = label
        return context


class JalaliDateField(forms.MultiValueField):
    """A date, Jalali or Gregorian (the year tells), with the month as a number or a name; gives a `date`."""

    widget = JalaliDateWidget
    default_error_messages = {"required": _("Enter a date")}

    def __init__(self, **kwargs):
        parts = [PersianCharField(required=False) for _part in JalaliDateWidget.labels]
        super().__init__(parts, require_all_fields=False, **kwargs)

    def compress(self, data_list):
        return parse_date(*data_list) if any(data_list) else None

    def validate(self, value):
        """Blanks in all three inputs are no date either; Django looks only for empty ones."""
        if self.required and value is None:
            raise ValidationError(self.error_messages["required"], code="required")
