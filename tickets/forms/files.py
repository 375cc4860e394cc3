"""The page for photos, documents and voice messages, and the box for them on other forms."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tickets.attachments.box import sentence
from tickets.attachments.formats import ACCEPT

from .base import StepForm

FILE = "file"  # the name of the input
REFUSED = "refused"  # in what a draft keeps: the codes of refusals, beside the names of the files
NAMES = "names"


class FileField(forms.Field):
    """The input for a file. tickets.attachments.box takes in what was chosen; the form only says what was not."""

    widget = forms.FileInput

    def __init__(self, *, label=None, **kwargs):
        super().__init__(
            label=label or gettext_lazy("Choose a file"),
            help_text=gettext_lazy(
                "JPG, PNG, WebP or HEIC photo, PDF, or M4A, MP3 or OGG voice message. Each smaller than 10 MB; five at"
                " most, together smaller than 25 MB."
            ),
            required=False,
            **kwargs,
        )
        self.widget.attrs["accept"] = ACCEPT


class FilesForm(StepForm):
    """Its files are in the draft already; nothing need be answered."""

    title = gettext_lazy("Do you have a photo, a document or a voice message?")
    hint = gettext_lazy(
        "You need not add any. The place where a photo was taken is removed from it; whoever handles your case sees"
        " the rest, and the name of the file."
    )
    template = "tickets/steps/files.html"

    file = FileField()

    def clean(self):
        for refusal in refusals(self.data):
            self.add_error(FILE, refusal)
        return super().clean()

    @property
    def typed(self):
        return {}

    @property
    def attachments(self):
        return self.journey.files

    def summary(self):
        names = [f"\u2068{file.label}\u2069" for file in self.attachments if not file.refusal]
        return [(_("Attachments"), _(", ").join(names))]


def kept_refusals(refused):
    """What a draft keeps of files that were not taken: [(name, Refusal)] as a form's data."""
    return {NAMES: [name for name, _refusal in refused], REFUSED: [refusal.value for _name, refusal in refused]}


def refusals(typed):
    """The sentences about files that were not taken, from what a draft kept (kept_refusals)."""
    return [sentence(name, code) for name, code in zip(typed.getlist(NAMES), typed.getlist(REFUSED), strict=False)]
