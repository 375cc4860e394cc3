"""What a citizen adds to an open case: words, files, or both."""

from django import forms
from django.utils.translation import gettext_lazy as _

from persian.forms import LongTextField

from .base import FREE_TEXT
from .files import FILE, FileField, refusals


class FollowUpForm(forms.Form):
    """`attachments` are those that are there already."""

    use_required_attribute = False

    text = LongTextField(
        label=_("Your explanation"),
        called=_("The explanation"),
        required=False,
        help_text=_("What the office asked for, or what has come up since."),
        widget=forms.Textarea({"rows": 8} | FREE_TEXT),
    )
    file = FileField()

    def __init__(self, *args, attachments=(), **kwargs):
        super().__init__(*args, label_suffix="", **kwargs)
        self.attachments = attachments

    def clean(self):
        for refusal in refusals(self.data):
            self.add_error(FILE, refusal)
        return super().clean()

    def is_complete(self):
        """Is it valid, and is there anything to send?"""
        has_files = any(not file.refusal for file in self.attachments)
        if self.is_valid() and not self.cleaned_data["text"] and not has_files:
            self.add_error("text", _("Write an explanation, or add a file"))
        return self.is_valid()
