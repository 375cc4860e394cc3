"""What administrators may write into topics and rules: nothing that `make check` would complain of afterwards."""

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from persian.dates import today
from persian.digits import format_number
from tickets.models import RoutingRule
from tickets.routing import ends_open, first_hiding_others
from tickets.workflow import Kind
from workdays.calendar import NoWorkingDay, outlasts_calendar

from .offices import office_names


class DeadlineForm(forms.ModelForm):
    """Both tables promise a number of working days."""

    def clean_working_days(self):
        days = self.cleaned_data["working_days"]
        if days is None:
            return days
        if days < 1:
            raise forms.ValidationError(_("An answer takes at least one working day"))
        if days > (self.instance.working_days or 0) and self._outlasts_calendar(days):
            raise forms.ValidationError(
                _("No holidays are entered as far ahead as that. Enter them first, or promise fewer days")
            )
        return days

    @staticmethod
    def _outlasts_calendar(days):
        try:
            return outlasts_calendar(days, today=today())
        except NoWorkingDay:
            return False  # the table of rest days is to blame


class TopicForm(DeadlineForm):
    kinds = forms.MultipleChoiceField(label=capfirst(_("kinds")), choices=Kind, widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.fields["parent"].queryset = self.fields["parent"].queryset.exclude(pk=self.instance.pk)

    def clean_parent(self):
        parent = self.cleaned_data["parent"]
        if parent and self.instance.pk and self.instance.children.exists():
            raise forms.ValidationError(_("This topic has parts of its own, and topics go two levels deep only"))
        return parent


class RoutingRuleForm(DeadlineForm):
    """A rule names its office out of those that exist, and leaves the last rule the only one that catches all."""

    office = forms.ChoiceField(label=capfirst(_("office")))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["office"].choices = [("", "---------"), *_offices(kept=self.instance.office)]

    def clean(self):
        cleaned = super().clean()
        if not self.errors:
            before = list(RoutingRule.objects.order_by("order"))
            after = [rule for rule in before if rule.pk != self.instance.pk] + [RoutingRule(**cleaned)]
            after.sort(key=lambda rule: rule.order)
            for sentence in faults_added(before, after):
                self.add_error(None, sentence)
        return cleaned


def _offices(*, kept):
    """[(specialty, words)] of the directorate's units, with `kept`, which the rule names already, in any case."""
    names = office_names()
    if kept and kept not in names:
        yield kept, _("%(office)s (no unit has it)") % {"office": kept}
    for office, name in names.items():
        yield office, f"{name} ({office})"


def faults_added(before, after):
    """Sentences on what is wrong with the ordered rules `after` and was not with those `before`."""
    known = set(_faults(before))
    return [sentence for sentence in _faults(after) if sentence not in known]


def _faults(rules):
    if ends_open(rules):
        yield _("The last rule must catch everything, without conditions: else some case would find no unit")
    hiding = first_hiding_others(rules)
    if hiding:
        words = {"number": format_number(hiding.order)}
        yield _("Rule %(number)s has no conditions, so those after it would never be asked: only the last may") % words
