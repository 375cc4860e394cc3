"""The table of ready texts: heads keep those of their unit and of the units below, administrators all of them."""

from datetime import timedelta

from django import forms
from django.utils.html import format_html, format_html_join
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from persian.dates import format_date, today
from persian.digits import localise_digits
from persian.forms import LongTextField, PersianCharField
from persian.templatetags.persian import code
from tickets.canned import DUE, GAP, NUMBER, TODAY, UNIT, VARIABLES, unknown_variables
from tickets.models import Topic
from tickets.models.topic import DEFAULT_WORKING_DAYS
from units.models import Unit
from units.safe_admin import SafeAdmin


class CannedReplyForm(forms.ModelForm):
    title = PersianCharField(
        label=capfirst(gettext_lazy("title")),
        called=gettext_lazy("The title"),
        max_length=120,
        help_text=gettext_lazy("By which officers find it in the list."),
    )
    text = LongTextField(
        label=capfirst(gettext_lazy("text")),
        called=gettext_lazy("The text"),
        widget=forms.Textarea({"rows": 12, "cols": 80, "dir": "auto"}),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["text"].help_text = legend()

    def clean_text(self):
        text = self.cleaned_data["text"]
        unknown = unknown_variables(text)
        if unknown:
            words = {
                "unknown": _(", ").join(f"{{{name}}}" for name in unknown),
                "known": _(", ").join(variable.written for variable in VARIABLES),
            }
            raise forms.ValidationError(_("%(unknown)s is no variable. These are: %(known)s") % words)
        return text


def legend():
    """What may stand in a text, as a list with examples."""
    examples = {
        NUMBER: code(localise_digits("1405-000000")),  # which no case has
        UNIT: _("Finance Office"),
        DUE: format_date(today() + timedelta(days=DEFAULT_WORKING_DAYS)),
        TODAY: format_date(today()),
    }
    lines = format_html_join(
        "", "<li><bdi>{}</bdi> – {} ({})</li>", ((each.written, each.meaning, examples[each]) for each in VARIABLES)
    )
    gap = _("Put %(gap)s where the officer must write something: it is not sent unfilled.") % {"gap": GAP}
    return format_html("{}<ul>{}</ul>", gap, lines)


class CannedReplyAdmin(SafeAdmin):
    """May be deleted: what was sent stands in the history, whatever it began with."""

    deletable = True
    form = CannedReplyForm
    fields = ("title", "text", "unit", "topic", "order", "is_active")
    list_display = ("title", "unit", "topic", "order", "is_active")
    list_filter = ("is_active", "unit", "topic")
    list_select_related = ("unit", "topic")
    search_fields = ("title", "text")
    ordering = ("order", "title")

    def rows_for(self, user, rows):
        return rows.kept_by(user)

    def visible_rows(self, db_field, request):
        """Heads choose from units and topics, though those tables are not theirs to keep."""
        if db_field.remote_field.model is Topic:
            return Topic.objects.order_by("order")
        user = request.user
        if _keeps_all(user):
            return Unit.objects.all()
        return Unit.objects.below(user.unit) if user.unit_id else Unit.objects.none()

    def choices_for(self, db_field, request):
        rows = self.visible_rows(db_field, request)
        return rows.offices() if db_field.remote_field.model is Unit else rows.filter(is_active=True)

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        """A head's text is some unit's: the whole directorate is not theirs to write for."""
        field = super().formfield_for_foreignkey(db_field, request, **kwargs)
        if db_field.name == "unit" and not _keeps_all(request.user):
            field.required, field.initial, field.empty_label = True, request.user.unit_id, None
            field.help_text = _("It serves this unit and those below it.")
        return field


def _keeps_all(user):
    return user.has_perm("tickets.keep_every_cannedreply")
