"""Where it happened, and whether an office itself is complained of."""

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from persian.forms import PersianCharField
from persian.ordering import alphabetical
from persian.text import fold
from tickets.intake import Place
from tickets.workflow import Kind
from units.models import Unit
from units.places import by_place

from .base import Choice, StepForm, only_if_chosen

TELLS_WHAT_HAPPENED = (Kind.COMPLAINT, Kind.REPORT, Kind.CRITICISM)
UNKNOWN = "unknown"
AS_TYPED = "as_typed"
MOST_MATCHES = 10
CHOOSE_A_SCHOOL = _("Choose a school, or “It is not in this list”")
# words that stand in nearly every name: people write one where the list has another
_COMMON_WORDS = {fold(word) for word in ("مدرسه", "مدرسهٔ", "دبستان", "دبیرستان", "هنرستان", "آموزشگاه", "school")}


class OfferedInput(forms.HiddenInput):
    """Says for which words a list of schools was offered, whatever was sent in its place."""

    def __init__(self, question):
        super().__init__()
        self.question = question

    def format_value(self, value):
        return self.question


class PlaceForm(StepForm):
    """District and school. A school typed in words is looked up, and the page asks again which one is meant."""

    district = forms.ChoiceField(
        label=_("District or region"),
        error_messages={
            "required": _("Choose a district, or “I do not know”"),
            "invalid_choice": _("Choose a district, or “I do not know”"),
        },
    )
    school_text = PersianCharField(
        label=_("School"),
        called=_("The name of the school"),
        help_text=_("A part of its name is enough. Leave it empty if it is not about a school."),
        max_length=200,
        required=False,
    )

    @property
    def title(self):
        if self.asks_more:
            return _("Which school do you mean?")
        return _("Where did it happen?") if self.journey.kind in TELLS_WHAT_HAPPENED else _("Which place is it about?")

    def prepare(self):
        choices = [(str(pk), district.name) for pk, district in self.districts.items()]
        self.fields["district"].choices = [("", _("Choose")), *choices, (UNKNOWN, _("I do not know"))]

    @cached_property
    def districts(self):
        return {unit.pk: unit for unit in Unit.objects.districts().order_by(alphabetical("name_fa"))}

    def clean(self):
        district, name = self.cleaned_data.get("district"), self.cleaned_data.get("school_text")
        if not district or not name:
            return
        schools = find_schools(name, within=self._chosen_district)
        if not schools:
            return
        self.asks_more = self.fields["school"].is_new = not self._choose_among(schools)
        if self.asks_more and self._was_offered:
            self.add_error("school", CHOOSE_A_SCHOOL)

    def _choose_among(self, schools):
        """Ask which of `schools` is meant; True when that is answered already."""
        choices = [(str(school.pk), school.name) for school in schools[:MOST_MATCHES]]
        choices.append((AS_TYPED, _("It is not in this list; take it as I wrote it")))
        field = Choice(label=_("Which of these schools?"), choices=choices, missing=CHOOSE_A_SCHOOL)
        if len(schools) > MOST_MATCHES:
            field.help_text = _(
                "Only ten of the schools found are shown. If yours is missing, write more of its name."
            )
        self.fields["school"] = field
        self.fields["offered"] = forms.CharField(widget=OfferedInput(self._question))
        chosen = self.data.get("school", "")
        self.cleaned_data["school"] = next((school for school in schools if str(school.pk) == chosen), None)
        return (chosen == AS_TYPED and self._was_offered) or self.cleaned_data["school"] is not None

    @property
    def _question(self):
        """What the list of schools was made for: with another name or district it is another list."""
        return f"{self.cleaned_data['district']} {self.cleaned_data['school_text']}"

    @property
    def _was_offered(self):
        return self.data.get("offered") == self._question

    @property
    def _chosen_district(self):
        chosen = self.cleaned_data["district"]
        return None if chosen == UNKNOWN else self.districts[int(chosen)]

    @property
    def place(self):
        """The Place answered; a school in the list brings its district with it."""
        school, district = self.cleaned_data.get("school"), self._chosen_district
        if school is None:
            return Place(district=district, school_text=self.cleaned_data["school_text"])
        district = district or next((unit for unit in self.districts.values() if school.is_within(unit)), None)
        return Place(district=district, school=school)

    def summary(self):
        place = self.place
        district = place.district.name if place.district else _("I do not know")
        school = place.school.name if place.school else place.school_text
        return [(self.fields["district"].label, district), (self.fields["school_text"].label, school)]


class OfficeQuestion(StepForm):
    """Asked where the topic admits it: is an office itself complained of, and which?"""

    NO, YES = "no", "yes"
    about_office = Choice(
        label=_("Is this about an office itself?"),
        help_text=_("An office complained of does not see the case; the one above it answers."),
        missing=_("Say whether it is about an office, or “I do not know”"),
        choices=[(NO, _("No")), (YES, _("Yes, about this office")), (UNKNOWN, _("I do not know"))],
    )
    office = only_if_chosen(
        forms.ChoiceField,
        label=_("Which office?"),
        error_messages={"invalid_choice": _("Choose the office, or “I do not know”")},
    )

    def prepare(self):
        super().prepare()
        topic = self.journey.topic
        if topic is not None and topic.about_office:
            self.fields["office"].choices = [("", _("Choose")), *self._offices_by_place()]
        else:
            del self.fields["about_office"], self.fields["office"]

    @cached_property
    def offices(self):
        return {str(unit.pk): unit for unit in Unit.objects.offices().order_by("path")}

    def _offices_by_place(self):
        """The directorate's own offices, then each district with its own."""
        return [
            (place, [(str(unit.pk), unit.name) for unit in units]) for place, units in by_place(self.offices.values())
        ]

    def clean(self):
        super().clean()
        if "office" in self.fields:
            names_one = self.cleaned_data.get("about_office") == self.YES
            self.settle("office", needed=names_one, missing=self.fields["office"].error_messages["invalid_choice"])

    @property
    def about(self):
        """The office complained of, or None."""
        if self.cleaned_data.get("about_office") != self.YES:
            return None
        return self.offices[self.cleaned_data["office"]]

    def summary(self):
        if "office" not in self.fields:
            return super().summary()
        answer = self.about.name if self.about else self.shown("about_office")
        rows = [(name, text) for name, text in super().summary() if name not in self._labels]
        return [(self.fields["about_office"].label, answer), *rows]

    @property
    def _labels(self):
        return [self.fields["about_office"].label, self.fields["office"].label]


def find_schools(name, *, within=None):
    """
    The schools whose names have every word of `name`, the usual words aside, in alphabetical order.

    At most one more than is offered: enough to say that there are more.
    """
    words = set(fold(name).split())
    words = (words - _COMMON_WORDS) or words
    schools = Unit.objects.schools().order_by(alphabetical("name_fa"))
    if within is not None:
        schools = schools.below(within)
    for word in words:
        schools = schools.filter(search_text__contains=word)
    return list(schools[: MOST_MATCHES + 1])
