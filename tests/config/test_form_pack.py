"""The crispy-forms pack "portal": the question pattern every form of the citizen's pages is drawn in."""

import pytest
from bs4 import BeautifulSoup
from crispy_forms.helper import FormHelper
from crispy_forms.layout import Fieldset, Layout, Submit
from crispy_forms.utils import render_crispy_form
from django import forms
from django.template.loader import render_to_string

from persian.date_field import JalaliDateField
from persian.forms import CodeField, LongTextField


class RadioSelectWithHints(forms.RadioSelect):
    def create_option(self, name, value, *args, **kwargs):
        return super().create_option(name, value, *args, **kwargs) | {"hint": f"About {value}"}


class QuestionForm(forms.Form):
    use_required_attribute = False
    text = LongTextField(label="What happened?", help_text="In your own words")
    phone = CodeField(label="Phone", required=False)
    when = JalaliDateField(label="When?", help_text="Roughly will do")
    kind = forms.ChoiceField(
        label="Which?",
        widget=RadioSelectWithHints,
        choices=[("Group", [("a", "First"), ("b", "Second")]), ("unknown", "I do not know")],
    )
    agreed = forms.BooleanField(label="I agree", required=False)

    def clean(self):
        if self.data.get("agreed") == "refused":
            self.add_error(None, "You cannot refuse")


@pytest.fixture
def helper():
    helper = FormHelper()
    helper.add_input(Submit("next", "Continue"))
    return helper


def draw(form, helper):
    return BeautifulSoup(render_crispy_form(form, helper, {"csrf_token": "token"}), "html.parser")


def texts(elements):
    return [element.get_text(" ", strip=True) for element in elements]


def test_form_leaves_checking_to_the_server(helper):
    page = draw(QuestionForm(), helper)

    assert page.form.has_attr("novalidate")
    assert page.select("[required], [maxlength]") == []
    assert texts(page.select("button[type=submit]")) == ["Continue"]


def test_only_optional_questions_are_marked(helper):
    assert texts(draw(QuestionForm(), helper).select(".field-label:has(.optional)")) == ["Phone (اختیاری)"]


def test_heading_field_makes_its_label_the_heading(helper):
    helper.heading_field = "text"

    headings = draw(QuestionForm(), helper).select("h1")

    assert [(heading.label["for"], heading.get_text(strip=True)) for heading in headings] == [
        ("id_text", "What happened?")
    ]


def test_heading_field_makes_its_legend_the_heading(helper):
    helper.heading_field = "kind"

    assert texts(draw(QuestionForm(), helper).select("fieldset > legend > h1")) == ["Which?"]


def test_every_description_named_is_on_the_page_once(helper):
    page = draw(QuestionForm({}), helper)
    named = [name for element in page.select("[aria-describedby]") for name in element["aria-describedby"].split()]

    assert sorted(named) == [
        "id_kind_error",
        "id_text_error",
        "id_text_helptext",
        "id_when_error",
        "id_when_helptext",
    ]
    assert [len(page.select(f"#{name}")) for name in named] == [1] * len(named)


def test_several_inputs_are_a_fieldset_with_a_legend(helper):
    page = draw(QuestionForm(), helper)

    assert texts(page.select("fieldset > legend")) == ["When?", "Which?"]
    assert texts(page.select(".option-group")) == ["Group"]
    assert texts(page.select(".option .hint")) == ["About a", "About b", "About unknown"]


def test_every_input_has_a_label(helper):
    page = draw(QuestionForm(), helper)
    inputs = page.select('input:not([type="hidden"]), textarea, select')

    assert len(inputs) == 9
    assert [len(page.select(f'label[for="{element["id"]}"]')) for element in inputs] == [1] * len(inputs)


def test_long_text_carries_its_counter(helper):
    page = draw(QuestionForm(), helper)

    assert page.textarea["data-character-limit"] == "4000"
    assert (page.select_one("#id_text_counter")["data-left"], page.select_one("#id_phone_counter")) == (
        "# نویسه باقی مانده است",
        None,
    )


def test_fieldset_gathers_questions_under_one_legend(helper):
    helper.layout = Layout(Fieldset("Reaching you", "text", "phone"))

    page = draw(QuestionForm(), helper)

    assert texts(page.select("fieldset.group > legend")) == ["Reaching you"]
    assert [element["name"] for element in page.select(".group .field [name]")] == ["text", "phone"]


def test_error_summary_links_each_error_to_its_input(helper):
    form = QuestionForm({"agreed": "refused"})
    page = draw(form, helper)

    summary = BeautifulSoup(render_to_string("portal/error_summary.html", {"form": form}), "html.parser")

    assert texts(summary.select("li strong")) == ["You cannot refuse"]
    assert [link["href"] for link in summary.select("li a")] == ["#id_text", "#id_when_0", "#id_kind_0_0"]
    assert [len(page.select(link["href"])) for link in summary.select("li a")] == [1, 1, 1]
    shown = [error.removeprefix("خطا: ") for error in texts(page.select(".error > div"))]
    assert texts(summary.select("li a")) == shown  # the same words in both places


def test_form_without_errors_has_no_summary():
    assert render_to_string("portal/error_summary.html", {"form": QuestionForm()}).strip() == ""
