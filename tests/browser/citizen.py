"""A citizen at a browser: fills in a journey page by page, keeps the code, comes back with it."""

from django.utils.translation import gettext, override
from playwright.sync_api import expect

from persian.digits import to_persian_digits

COMPLAINT = {
    "kind": {"kind": "complaint"},
    "topic": {"topic": "tuition_private"},
    "place": {"district": "آموزش و پرورش ناحیه یک قزوین", "school_text": "مدرسه‌ای که در فهرست نیست"},
    "story": {
        "when": "date",
        "happened_on_day": "۱۲",
        "happened_on_month": "مهر",
        "happened_on_year": "۱۴۰۰",
        "text": "روز ثبت‌نام از من ۵ میلیون تومان خواستند.",
        "desired_outcome": "پول برگردانده شود.",
    },
    "respondent": {"respondent_name": "", "respondent_role": "مدیر مدرسه"},
    "files": {},
    "identity": {"identity": "named", "id_type": "national_code"},
    "you": {
        "name": "مریم رضایی",
        "id_number": "۰۴۹۹۳۷۰۸۹۹",
        "relation": "parent",
        "contact": "email",
        "email": "maryam@mail.example",
    },
}
SUGGESTION = {
    "kind": {"kind": "suggestion"},
    "topic": {"topic": "tuition_private"},
    "place": {"district": "آموزش و پرورش ناحیه یک قزوین", "school_text": ""},
    "idea": {
        "problem": "پدر و مادرها شهریهٔ هر مدرسه را نمی‌دانند.",
        "idea": "شهریهٔ همهٔ مدرسه‌ها را در یک فهرست منتشر کنید.",
        "benefit": "کسی بیش از اندازه پول نمی‌دهد.",
    },
    "files": {},
    "you": {"name": "", "contact": "none"},
}


NOBODYS = "1000 2000 3000 4000"


class Citizen:
    """`look` is called with every page on the way."""

    def __init__(self, page, look, *, language="fa"):
        self.page, self.look, self.language = page, look, language
        self.prefix = "" if language == "fa" else f"/{language}"

    def words(self, msgid):
        with override(self.language):
            return gettext(msgid)

    def goes_to(self, path):
        self.page.goto(self.prefix + path)
        self.look(self.page)

    def presses(self, msgid):
        self._goes_by(self._button(msgid))

    def opens_the_form(self, system):
        self.goes_to("/")
        self._goes_by(self.page.locator(f'main a[href="{self.prefix}/{system}/"]').first)

    def fills_in(self, answers, *, and_errs=True):
        """Go through the pages of `answers`; on each, press Continue with nothing in it first, if `and_errs`."""
        for slug, typed in answers.items():
            assert self.page.url.endswith(f"/{slug}/"), f"expected the page {slug}, not {self.page.url}"
            if and_errs:
                self.presses("Continue")
                if not self.page.url.endswith(f"/{slug}/"):  # nothing on this page is obligatory
                    self.page.go_back()
            for name, answer in typed.items():
                self.answers(name, answer)
            self.presses("Continue")

    def answers(self, name, answer):
        field = self.page.locator(f'main [name="{name}"]')
        match field.first.evaluate("field => field.type"):
            case "radio":
                self.page.locator(f'main [name="{name}"][value="{answer}"]').check()
            case "select-one":
                field.select_option(label=answer)
            case _:
                field.fill(answer)

    def adds(self, *paths):
        """Put files into the box of the page: all at once with JavaScript, else one at a time. Wait for the answer."""
        box = self.page.locator("main [name=file]")
        if self.page.runs_scripts:
            box.set_input_files(paths)
            expect(self.page.locator("[data-file-progress] > *")).to_have_count(0)
            self.look(self.page)
            return
        for path in paths:
            box.set_input_files(path)
            self.presses("Add this file")

    def follows_up(self):
        """From the page of the case to the one for explanations and documents."""
        self.follows("Send an explanation or a document")

    def follows(self, msgid):
        self._goes_by(self.page.get_by_role("link", name=self.words(msgid), exact=True).first)

    def says(self, button, **answers):
        """Press the button of a page with nothing on it, then fill it in and press it again."""
        self.presses(button)
        for name, answer in answers.items():
            self.answers(name, answer)
        self.presses(button)

    def sends(self, msgid):
        """
        Send from the page that shows all answers; returns the tracking code as shown.

        With JavaScript the browser proves by itself that a person sends. Without, the picture must be read: sending
        without having read it is an error, and nothing is lost.
        """
        picture = self.page.locator('main [name="captcha_1"]')
        if picture.is_visible():
            self.presses(msgid)
            picture.fill("passed")  # the answer in the package's own test mode
        self._goes_by(self._button(msgid))
        return self.page.locator("#tracking-code").inner_text()

    def tracks(self, code):
        """Type nothing, then a code that nobody has, then `code` as people do: Persian digits, in groups."""
        self.goes_to("/track/")
        for wrong in ("", NOBODYS):
            self.page.locator('main [name="code"]').fill(wrong)
            self._goes_by(self.page.locator("main form button.button").first)
        self.page.locator('main [name="code"]').fill(to_persian_digits(code))
        self._goes_by(self.page.locator("main form button.button").first)

    def _button(self, msgid):
        return self.page.get_by_role("button", name=self.words(msgid), exact=True)

    def _goes_by(self, button):
        with self.page.expect_navigation():
            button.click()
        self.look(self.page)
