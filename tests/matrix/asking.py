"""One request of the matrix and what must become of it; the tally of all answers."""

import hashlib
import re
from dataclasses import dataclass, field

from django.apps import apps
from django.db import connection, transaction

from persian.digits import to_ascii_digits

from .people import LOGGED_OUT
from .rows import CONTENT, IDENTITY, NUMBER
from .sections import SHOW_CASE_NUMBERS

REFUSED, SHOWN, BAD, ANY = "refused", "shown", "bad", "any"
WORDS = re.compile(r"canaryq[a-z]+|0?999[0-9]{3}(?:0000|1111)|\b14[0-9]{2}-[0-9]{6}\b")
OK = 200
LOGIN = "/admin/login/"
OURS = ("units", "workdays", "tickets", "complaints", "suggestions", "admin", "auth")
UNHEEDED = {"units.Attempt", "tickets.UsedChallenge"}  # counters of guesses


@dataclass(frozen=True)
class Ask:
    """
    `must` be REFUSED as if nothing were there, SHOWN, answered as a BAD address, or ANY thing that leaks nothing.

    `opens` names the row whose sender this may open; `shows` is a word the answer must hold; `lists` the rows a list
    must hold, no more and no fewer; `keeps` says that nothing may change. `echoed` was typed by the person.
    """

    address: str
    label: str = ""
    data: dict | None = None  # of a POST
    must: str = ANY
    shows: str = ""
    opens: str = ""
    echoed: str = ""
    lists: frozenset | None = None
    keeps: bool = False

    def __str__(self):
        return f"{'GET' if self.data is None else 'POST'} {self.address} {self.data or ''}".strip()


@dataclass
class Tally:
    """What was asked, and what was wrong with the answers: leaks, and pages that were not as they must be."""

    checks: int = 0
    leaks: list = field(default_factory=list)
    faults: list = field(default_factory=list)


def ask_all(asks, *, client, person, world):
    """Send every one of `asks` as `person` and judge the answers. A POST is undone afterwards."""
    asks, tally = list(asks), Tally()
    before = fingerprint()
    for ask in asks:
        if ask.data is None and ask.must != SHOWN:
            _judge(ask, _sent(client, ask), person, world, tally)
    if fingerprint() != before:
        tally.faults.append(f"{person}: asking for pages changed something")
    for ask in asks:
        if ask.data is None and ask.must == SHOWN:
            _judge(ask, _sent(client, ask), person, world, tally)
    before = fingerprint()
    for ask in asks:
        if ask.data is None:
            continue
        with transaction.atomic():
            _judge(ask, _sent(client, ask), person, world, tally)
            if ask.keeps and fingerprint() != before:
                tally.faults.append(f"{person}: {ask}: something changed")
            transaction.set_rollback(True)
    return tally


def _sent(client, ask):
    """The answer, and whatever it leads on to inside the admin."""
    answers = [client.get(ask.address) if ask.data is None else client.post(ask.address, ask.data)]
    while (onward := answers[-1].headers.get("Location", "")) and len(answers) < 4:
        if onward.startswith(LOGIN) or "logout" in ask.address:
            break
        answers.append(client.get(onward))
    return answers


def _judge(ask, answers, person, world, tally):
    tally.checks += 1
    for answer in answers:
        tally.leaks += [f"{person}: {ask}: {word}" for word in _leaked(ask, answer, person, world)]
    answer = answers[-1]
    if not _is_as_it_must(ask, answers, person):
        tally.faults.append(f"{person}: {ask}: {answer.status_code} where it must be {ask.must}")
    if ask.shows and ask.shows not in _text(answer):
        tally.faults.append(f"{person}: {ask}: does not show {ask.shows}")
    if ask.lists is not None and answer.status_code == OK:
        listed = set(answer.context_data["cl"].queryset.values_list("pk", flat=True))  # of every page
        tally.leaks += [f"{person}: {ask}: lists row {pk}" for pk in sorted(listed - ask.lists)]
        tally.faults += [f"{person}: {ask}: lacks row {pk}" for pk in sorted(ask.lists - listed)]


def _is_as_it_must(ask, answers, person):
    """Of the last answer: Django leads from `5/` on to `5/change/`, whatever 5 is, and only there refuses."""
    status, onward = answers[-1].status_code, answers[-1].headers.get("Location", "")
    if person in LOGGED_OUT and ask.must != ANY:
        refusals = (404, 405) if ask.data is None else (403, 404, 405)  # 403: what was typed is shown once more
        return (status == 302 and onward.startswith(LOGIN)) or status in refusals
    match ask.must:
        case "refused":
            return status in (404, 405)  # 405 says the same of every row
        case "bad":
            return status == 400 or answers[0].headers.get("Location", "").endswith("?e=1")
        case "shown":
            return status == OK
    return status < 500


def _text(answer):
    """All that came: lines of the head and the body, digits as in ASCII."""
    head = "\n".join(f"{name}: {value}" for name, value in answer.items())
    cookies = "\n".join(morsel.value for name, morsel in answer.cookies.items() if name != "sessionid")
    return to_ascii_digits(f"{head}\n{cookies}\n{answer.content.decode(errors='replace')}")


def _leaked(ask, answer, person, world):
    for word in sorted(set(WORDS.findall(_text(answer)))):
        secret = world.secrets.get(word)
        if secret is None:
            if word.startswith("canaryq"):
                yield f"{word} (cut)"
        elif word != ask.echoed and not _may_read(secret, ask, person):
            yield word


def _may_read(secret, ask, person):
    if secret.sort == IDENTITY:
        return person in secret.seen_by and ask.opens == secret.of
    if secret.sort == NUMBER and ask.label in SHOW_CASE_NUMBERS:
        return True
    return secret.sort in (CONTENT, NUMBER) and person in secret.seen_by


def fingerprint():
    """One word for all that our tables hold."""
    models = [
        model
        for model in apps.get_models(include_auto_created=True)
        if model._meta.app_label in OURS and not model._meta.proxy and model._meta.label not in UNHEEDED
    ]
    tables = [model._meta.db_table for model in models]
    sums = (f"SELECT '{table}', md5(string_agg(r::text, '|' ORDER BY r::text)) FROM {table} r" for table in tables)
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(sums))
        found = sorted(cursor.fetchall())  # PostgreSQL may read the tables side by side, in any order
        return hashlib.sha256(repr(found).encode()).hexdigest()
