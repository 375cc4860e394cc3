"""The page for photos, documents and voice: whatever is pressed, a file is taken or refused in words."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.complaints.pages import before
from tests.journeys import COMPLAINT, SEND, fill
from tests.suggestions.test_journey import SUGGESTION
from tests.tickets.sent_files import NOBODYS, file_in, heavy, labels, listed, photo, program, soup
from tickets.attachments.refusals import Refusal
from tickets.models import Attachment, Draft, Message

pytestmark = pytest.mark.usefixtures("reference")

PAGE, CHECK = "/complaints/files/", "/complaints/check/"
IN_ENGLISH = f"/en{PAGE}"
ADD = {"add": "file"}
NEXT = "/complaints/identity/"
TYPE = "This kind of attachment is not accepted. Send a photo, a PDF or a voice message"
SIZE = "An attachment must be smaller than 10 MB"
EMPTY = "This attachment is empty. Choose it once more"
SIXTH = "There are five attachments already, and more do not fit. Remove one first"
TOGETHER = "The attachments together must be smaller than 25 MB. Remove one, or send a smaller one"


@pytest.fixture
def there(client):
    """A browser that has come to the page."""
    fill(client, before("files"))
    return client


def draft():
    return Draft.objects.get()


def kept():
    """The names of the files in the draft."""
    return labels(draft().attachments)


def sentences(response):
    """What the page says of the file just sent."""
    return list(response.context["form"].errors.get("file", []))


def post(client, *files, to=IN_ENGLISH, **buttons):
    return client.post(to, {"file": list(files), **buttons}, follow=True)


def told(name, sentence):
    return [f"\u2068{name}\u2069: {sentence}"]


def test_file_that_is_added_stands_in_the_list_with_size_and_state(there):
    page = post(there, photo(), **ADD)

    (row,) = Attachment.objects.all()
    assert page.redirect_chain == [(IN_ENGLISH, 303)]
    assert (listed(page), sentences(page)) == ([("کارنامه.jpg", f"{round(row.size / 1024)} KB · Being checked")], [])


@pytest.mark.parametrize(
    ("status", "refusal", "words"),
    [
        ("pending", "", "در حال بررسی"),
        ("checking", "", "در حال بررسی"),
        ("ready", "", "بررسی و ذخیره شد"),
        ("refused", Refusal.LOCKED, str(Refusal.LOCKED.label)),
        ("dead", "", "این پیوست بررسی نشد و کسی نمی‌تواند آن را باز کند."),
    ],
)
def test_list_says_what_became_of_each_file(there, status, refusal, words):
    due_at = draft().created_at if status in ("pending", "checking") else None
    file_in(draft(), status=status, refusal=refusal, due_at=due_at)

    ((name, state),) = listed(there.get(PAGE))

    assert (name, state.startswith("۳۴۰ کیلوبایت · "), words in state) == ("سند.jpg", True, True)


def test_file_that_is_removed_is_gone_and_the_others_stay(there):
    post(there, photo("یک.jpg"), photo("دو.jpg"), **ADD)
    first = Attachment.objects.earliest("pk")

    page = post(there, remove=first.key)

    assert [name for name, _state in listed(page)] == kept() == ["دو.jpg"]


def test_button_that_removes_is_pressed_after_choosing_another_file(there):
    post(there, photo("یک.jpg"), **ADD)

    page = post(there, photo("دو.jpg"), remove=Attachment.objects.get().key)

    assert [name for name, _state in listed(page)] == ["دو.jpg"]


def test_file_chosen_and_not_added_goes_along(there):
    response = there.post(PAGE, {"file": photo()})

    assert (response.status_code, response.url, kept()) == (303, NEXT, ["کارنامه.jpg"])


@pytest.mark.parametrize(
    ("button", "onward"), [("back", "/complaints/respondent/"), ("en", IN_ENGLISH), ("fa", PAGE), ("de", None)]
)
def test_file_chosen_goes_along_whatever_leads_away(there, button, onward):
    response = there.post(PAGE, {"file": photo(), "go": button})

    assert (response.url, kept()) == (onward or "/complaints/respondent/", ["کارنامه.jpg"])


def test_page_may_be_left_empty(there):
    assert there.post(PAGE, {}).url == NEXT


@pytest.mark.parametrize("button", [ADD, {}, {"go": "back"}, {"go": "fa"}])
@pytest.mark.parametrize(
    ("upload", "name", "sentence"),
    [
        (program, "نصب.exe", TYPE),
        (lambda: photo("عکس.pdf"), "عکس.pdf", TYPE),
        (lambda: heavy(10.5), "سنگین.jpg", SIZE),
        (lambda: SimpleUploadedFile("خالی.jpg", b""), "خالی.jpg", EMPTY),
    ],
)
def test_file_that_is_refused_says_why_and_costs_nothing_else(there, button, upload, name, sentence):
    file_in(draft(), "پیش‌تر.jpg")
    answers = draft().content["answers"]

    page = post(there, photo("خوب.jpg"), upload(), **button)

    assert (page.redirect_chain, sentences(page)) == ([(IN_ENGLISH, 303)], told(name, sentence))
    assert (kept(), draft().content["answers"]) == (["پیش‌تر.jpg", "خوب.jpg"], answers)


def test_sixth_file_is_refused(there):
    page = post(there, *[photo(f"{number}.jpg") for number in range(1, 7)], **ADD)

    assert (sentences(page), kept()) == (told("6.jpg", SIXTH), [f"{number}.jpg" for number in range(1, 6)])


def test_refused_file_takes_up_no_place(there):
    for _ in range(5):
        file_in(draft(), status="refused", refusal=Refusal.DAMAGED)

    assert sentences(post(there, photo(), **ADD)) == []


@pytest.mark.parametrize("sizes", [(9, 9, 9), (8, 8, 9.9)])
def test_files_that_are_too_large_together_are_refused_from_there_on(there, sizes):
    for number, size in enumerate(sizes):
        page = post(there, heavy(size, f"{number}.jpg"), **ADD)

    assert (sentences(page), kept()) == (told("2.jpg", TOGETHER), ["0.jpg", "1.jpg"])


def test_files_too_large_together_in_one_request_are_told_by_name(there):
    page = post(there, *[heavy(9, f"{number}.jpg") for number in range(3)], **ADD)

    assert (sentences(page), kept()) == (told("2.jpg", TOGETHER), ["0.jpg", "1.jpg"])


def test_day_s_quota_of_an_address_is_told(there, settings):
    settings.FILES_QUOTA_MB = 1

    page = post(there, heavy(0.9, "یک.jpg"), heavy(0.9, "دو.jpg"), **ADD)

    assert (sentences(page), kept()) == (told("دو.jpg", str(Refusal.QUOTA.label)), ["یک.jpg"])


@pytest.mark.parametrize("button", [ADD, {}, {"go": "back"}, {"go": "en"}])
def test_error_is_gone_after_the_next_good_file(there, button):
    post(there, program(), **ADD)

    post(there, photo(), **button)

    assert sentences(there.get(IN_ENGLISH)) == []


def test_error_is_gone_after_going_on_without_that_file(there):
    post(there, program(), **ADD)

    assert (there.post(PAGE, {}).url, sentences(there.get(PAGE))) == (NEXT, [])


def test_error_is_told_in_the_other_language(there):
    post(there, program(), **ADD)

    page = there.post(IN_ENGLISH, {"go": "fa"}, follow=True)

    assert sentences(page) == told("نصب.exe", "این نوع پیوست پذیرفته نمی‌شود. عکس، PDF یا پیام صوتی بفرستید")


def test_answers_that_were_sent_take_no_file(there):
    fill(there, {slug: COMPLAINT[slug] for slug in ("files", "identity", "you")})
    there.get(CHECK)
    there.post(CHECK, SEND)

    response = there.post(PAGE, {"file": photo(), **ADD})

    assert (response.url, Attachment.objects.count()) == ("/complaints/done/", 0)


@pytest.mark.parametrize("button", [ADD, {}, {"remove": "x"}])
def test_lapsed_answers_take_no_file_and_claim_none(there, button):
    Draft.objects.update(expires_at=draft().created_at)

    page = there.post(PAGE, {"file": photo(), **button})

    assert (page.templates[0].name, page.context["kept"]) == ("tickets/steps/lapsed.html", False)
    assert Attachment.objects.count() == 0


@pytest.mark.parametrize("button", [ADD, {}, {"remove": "x"}])
def test_browser_that_lost_its_cookies_is_told_that_nothing_is_kept(client, button):
    page = client.post(PAGE, {"file": photo(), **button})

    assert (page.templates[0].name, page.context["kept"]) == ("tickets/steps/lapsed.html", False)
    assert (Draft.objects.count(), Attachment.objects.count()) == (0, 0)


def test_file_sent_out_of_turn_is_kept_for_its_turn(client):
    fill(client, {"kind": COMPLAINT["kind"]})

    led = client.post(PAGE, {"file": photo()}).url
    fill(client, {slug: COMPLAINT[slug] for slug in ("topic", "place", "story", "respondent")})

    assert (led, listed(client.get(PAGE))[0][0]) == ("/complaints/topic/", "کارنامه.jpg")


def test_suggestion_takes_files_too(client):
    fill(client, {slug: SUGGESTION[slug] for slug in ("kind", "topic", "place", "idea")}, system="suggestions")

    page = client.post("/suggestions/files/", {"file": photo(), **ADD}, follow=True)
    fill(client, {"files": {}, "you": SUGGESTION["you"]}, system="suggestions")
    client.get("/suggestions/check/")
    client.post("/suggestions/check/", SEND)

    assert (listed(page)[0][0], labels(Message.objects.get().attachments)) == ("کارنامه.jpg", ["کارنامه.jpg"])


def test_draft_of_the_other_system_is_another_box(there):
    fill(there, {slug: SUGGESTION[slug] for slug in ("kind", "topic", "place", "idea")}, system="suggestions")
    post(there, photo(), **ADD)

    assert listed(there.get("/suggestions/files/")) == []


def test_name_of_a_refused_file_is_shown_as_it_is_called(there):
    page = post(there, program("<img src=x>.exe"), **ADD)

    assert soup(page).select_one("[data-file-errors] img") is None
    assert sentences(page) == told("<img src=x>.exe", TYPE)


def test_what_else_is_posted_changes_nothing(there):
    row = file_in(draft(), status="pending", due_at=draft().created_at)
    forged = {"names": "دروغ", "refused": "type", "status": "ready", "key": row.key, "draft": NOBODYS, "label": "x"}
    before_it = Attachment.objects.values().get()

    onward = there.post(PAGE, forged).url
    left = there.post(PAGE, forged | {"go": "en"}, follow=True)

    assert (onward, sentences(left), Attachment.objects.values().get()) == (NEXT, [], before_it)


def test_forged_request_without_our_token_takes_nothing(reference):
    guarded = Client(enforce_csrf_checks=True)

    assert (guarded.post(PAGE, {"file": photo(), **ADD}).status_code, Attachment.objects.count()) == (403, 0)


# session, draft, its files, topic, organisation and its channels
@pytest.mark.parametrize("files", [1, 5])
def test_page_asks_no_more_for_five_files_than_for_one(there, files, django_assert_num_queries):
    for number in range(files):
        file_in(draft(), f"{number}.jpg")
    there.get(PAGE)

    with django_assert_num_queries(6):
        page = there.get(PAGE)

    assert len(listed(page)) == files


def test_adding_with_nothing_chosen_says_so(there):
    assert sentences(post(there, **ADD)) == ["Choose a file first"]
