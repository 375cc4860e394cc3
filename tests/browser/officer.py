"""An officer at a desk: logs into the admin, finds the case in the queue, answers it."""

from django.utils.translation import gettext, override

from persian.digits import localise_digits
from tests.factories import PASSWORD


class Officer:
    """`look` is called with every page on the way."""

    def __init__(self, page, look, user, *, language="fa"):
        self.page, self.look, self.user, self.language = page, look, user, language
        self.prefix = "" if language == "fa" else f"/{language}"

    def words(self, msgid):
        with override(self.language):
            return gettext(msgid)

    def logs_in(self):
        self.page.goto(f"{self.prefix}/admin/")
        self.look(self.page)
        self._enters("wrong password")
        self._enters(PASSWORD)

    def _enters(self, password):
        self.page.locator("[name=username]").fill(self.user.username)
        self.page.locator("[name=password]").fill(password)
        self._goes_by(self.page.locator("main [type=submit]"))

    def opens_the_queue(self, app="tickets", model="ticket"):
        self.page.goto(f"{self.prefix}/admin/{app}/{model}/")
        self.look(self.page)

    def opens(self, ticket):
        with override(self.language):
            number = localise_digits(ticket.number)
        self._goes_by(self.page.get_by_role("link", name=number))

    def opens_the_sender(self):
        self.takes("open_sender")

    def answers(self, text, outcome):
        """Press the button with nothing written first: an error, and the page stays."""
        self.takes("answer")
        self.page.locator("[name=answer-outcome]").select_option(outcome)
        self.page.locator("[name=answer-text]").fill(text)
        self.takes("answer")

    def takes(self, step):
        self._goes_by(self.page.locator(f'button[name=step][value="{step}"]:not([tabindex])'))

    def _goes_by(self, button):
        with self.page.expect_navigation():
            button.click()
        self.look(self.page)
