"""Files in a real browser, from a telephone to the officer's desk and back: with the real worker and its cage."""

import pytest
from PIL import Image
from playwright.sync_api import expect

from tests.browser.citizen import COMPLAINT, Citizen
from tests.browser.conftest import PHONE
from tests.browser.officer import Officer
from tests.browser.test_journeys import routed
from tests.factories import create_ticket
from tests.files import genuine, metadata
from tests.processes import wait_until
from tickets.models import Attachment, Event
from tickets.workflow import Outcome

UP_TO_FILES = {slug: COMPLAINT[slug] for slug in ("kind", "topic", "place", "story", "respondent")}
AFTER_FILES = {slug: COMPLAINT[slug] for slug in ("identity", "you")}


@pytest.fixture
def sent(tmp_path):
    """Files as they lie in a telephone: {name: path}."""
    contents = {
        "رسید شهریه.jpg": genuine.photo(),
        "نامهٔ مدرسه.pdf": genuine.pdf(),
        "برنامه.exe": b"MZ" + bytes(1000),
        "بزرگ.pdf": b"%PDF-1.7\n" + bytes(11 * 1024**2),
        "صدای مدیر.m4a": genuine.voice_m4a(),
    }
    paths = {name: tmp_path / name for name in contents}
    for name, path in paths.items():
        path.write_bytes(contents[name])
    return paths


def names(page):
    """What the files on the page are called."""
    return page.locator("main .file-name bdi").all_inner_texts()


def all_ready(number):
    """Once the worker has examined so many files."""
    wait_until(lambda: Attachment.objects.filter(status=Attachment.Status.READY).count() == number, "Not examined")


@pytest.mark.parametrize("javascript", [True, False], ids=["with JavaScript", "without"])
def test_files_go_from_a_telephone_to_the_officer_and_an_answer_back(open_page, look, officer, sent, javascript):
    citizen = Citizen(open_page(javascript=javascript), look)
    citizen.goes_to("/complaints/kind/")
    citizen.fills_in(UP_TO_FILES, and_errs=False)
    citizen.adds(*sent.values())
    assert names(citizen.page) == ["رسید شهریه.jpg", "نامهٔ مدرسه.pdf", "صدای مدیر.m4a"]
    if javascript:  # else each was told on a page of its own
        said = citizen.page.locator("[data-file-errors]").inner_text()
        assert ("برنامه.exe" in said, "بزرگ.pdf" in said) == (True, True)
    citizen.presses("Continue")
    citizen.fills_in(AFTER_FILES, and_errs=False)
    code = citizen.sends("Send the complaint")
    ticket = routed(code)
    all_ready(3)

    clerk = Officer(open_page(size=PHONE, javascript=javascript), look, officer)
    clerk.logs_in()
    clerk.opens_the_queue()
    clerk.opens(ticket)
    assert names(clerk.page) == ["رسید شهریه.jpg", "نامهٔ مدرسه.pdf", "صدای مدیر.m4a"]
    clerk.page.locator("[name=answer-file]").set_input_files(sent["نامهٔ مدرسه.pdf"])
    clerk.answers("سلام. نامهٔ ما به مدرسه پیوست است.", Outcome.UPHELD)
    all_ready(4)
    citizen.tracks(code)
    link = citizen.page.locator(".message-office .file-name a")
    with citizen.page.expect_download() as download:
        link.click()

    assert download.value.suggested_filename == "نامهٔ مدرسه.pdf"
    assert metadata.traces(download.value.path().read_bytes()) == []


def test_thumbnail_is_seen_and_voice_is_heard_from_the_middle(open_page, look, officer, sent):
    ticket = create_ticket(unit=officer.unit)
    citizen = Citizen(open_page(), look)
    citizen.tracks(ticket.code)
    citizen.follows_up()
    citizen.adds(sent["رسید شهریه.jpg"], sent["صدای مدیر.m4a"])
    citizen.presses("Send to the office")
    all_ready(2)

    clerk = Officer(open_page(), look, officer)
    clerk.logs_in()
    clerk.opens_the_queue()
    clerk.opens(ticket)
    shown = clerk.page.locator(".file-photo img").evaluate("image => image.decode().then(() => image.naturalWidth)")
    heard = clerk.page.locator("audio").evaluate(
        """async (audio) => {
            audio.muted = true;
            await audio.play();
            audio.currentTime = audio.duration / 2;
            await new Promise((done) => audio.addEventListener("seeked", done, { once: true }));
            return audio.currentTime;
        }"""
    )

    assert (shown, heard >= 0.9) == (360, True)
    assert ticket.events.filter(name=Event.Name.FILE_OPENED).count() == 1


def test_nothing_sent_and_a_cut_connection_say_so_and_lose_nothing(open_page, look, sent, site):
    citizen = Citizen(open_page(), look)
    citizen.tracks(create_ticket().code)
    citizen.follows_up()
    citizen.presses("Send to the office")
    citizen.answers("text", "این هم رسید.")
    citizen.page.context.set_offline(True)
    citizen.page.locator("[name=file]").set_input_files(sent["رسید شهریه.jpg"])
    again = citizen.page.get_by_role("button", name=citizen.words("Send it once more"))
    again.wait_for()
    citizen.page.context.set_offline(False)
    citizen.page.problems.clear()  # the browser's own word on the cut connection
    again.click()
    citizen.page.locator(".file-name").wait_for()
    citizen.presses("Send to the office")

    assert names(citizen.page) == ["رسید شهریه.jpg"]
    assert "این هم رسید." in citizen.page.inner_text("main")


def test_button_pressed_while_a_file_is_sent_waits_for_it(open_page, sent, site):
    citizen = Citizen(open_page(), look=lambda page: None)
    citizen.goes_to("/complaints/kind/")
    citizen.fills_in(UP_TO_FILES, and_errs=False)

    citizen.page.locator("[name=file]").set_input_files(sent["رسید شهریه.jpg"])
    citizen.page.get_by_role("button", name=citizen.words("Continue")).click()
    citizen.page.wait_for_url("**/identity/")

    assert Attachment.objects.get().draft is not None


def test_big_photo_is_made_smaller_before_it_is_sent(open_page, tmp_path, site):
    photo = tmp_path / "بزرگ.jpg"
    Image.effect_noise((4000, 3000), 60).save(photo)
    citizen = Citizen(open_page(), look=lambda page: None)
    citizen.tracks(create_ticket().code)
    citizen.follows_up()

    citizen.adds(photo)

    assert 0 < Attachment.objects.get().size < photo.stat().st_size / 2


GIVE = """async ([event, name]) => {
    const canvas = document.createElement("canvas");
    const picture = await new Promise((done) => canvas.toBlob(done, "image/png"));
    const files = new DataTransfer();
    files.items.add(new File([picture], name, { type: "image/png" }));
    if (event === "paste") document.dispatchEvent(new ClipboardEvent(event, { clipboardData: files }));
    const dropped = new DragEvent("drop", { dataTransfer: files, bubbles: true });
    if (event === "drop") document.querySelector("[data-files]").dispatchEvent(dropped);
}"""


def test_pasted_and_dropped_pictures_are_taken(open_page, site):
    citizen = Citizen(open_page(), look=lambda page: None)
    citizen.tracks(create_ticket().code)
    citizen.follows_up()

    citizen.page.evaluate(GIVE, ["paste", "pasted.png"])
    citizen.page.evaluate(GIVE, ["drop", "dropped.png"])
    expect(citizen.page.locator(".file-name")).to_have_count(2)

    assert names(citizen.page) == ["pasted.png", "dropped.png"]


def test_state_changes_on_the_page_once_the_file_is_examined(open_page, sent, site):
    citizen = Citizen(open_page(), look=lambda page: None)
    citizen.tracks(create_ticket().code)
    citizen.follows_up()

    citizen.adds(sent["رسید شهریه.jpg"])

    expect(citizen.page.locator(".file-state")).to_contain_text(citizen.words("Checked and kept"))
