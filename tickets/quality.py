"""
The quality gate: what is wrong with a text before it reaches a citizen.

Pure: it reads the text and what it is told of the case (Facts), and opens nothing.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import IntEnum

from django.utils.translation import gettext as _

from persian.digits import format_number, localise_digits
from persian.personal_numbers import NATIONAL_CODE, PersonalNumber, personal_numbers
from persian.text import fold

from .canned import GAP, IN_BRACES, IN_GAPS, gaps
from .workflow import Outcome

SAYS_NOTHING = 4  # letters beside the greeting; fewer are no answer
SHORT = 15  # fewer may be one
LONG_SENTENCE = 40  # words
BEGINNING = 3  # digits by which a number is found in the text; the rest is not repeated

_GREETINGS = """
    با سلام و احترام فراوان|با سلام و احترام|با سلام و وقت بخیر|با سلام|سلام علیکم|سلام و احترام
    سلام و وقت بخیر|سلام|با احترام فراوان|با احترام|وقت شما بخیر|وقت بخیر|وقت به خیر|روز بخیر
    روز شما بخیر|خسته نباشید|با عرض سلام|با عرض ادب|با تقدیم احترام|با تشکر|با سپاس فراوان|با سپاس
    سپاسگزاریم|سپاسگزارم|سپاس|تشکر|ممنون|موفق باشید|پیروز باشید|خدا نگهدار|خدانگهدار|خداحافظ
    همشهری گرامی|همشهری عزیز|هم‌استانی گرامی|شهروند گرامی|شهروند محترم|کاربر گرامی|ولی گرامی|ولی محترم
    دانش‌آموز عزیز|همکار گرامی|جناب آقای|سرکار خانم|از پیام شما سپاسگزاریم|از شما سپاسگزاریم|hello
    dear sir|dear madam|dear|best regards|kind regards|regards|sincerely|thank you|thanks
"""
_PHRASES = sorted({fold(phrase) for phrase in re.split(r"[|\n]", _GREETINGS) if phrase.strip()}, key=len, reverse=True)
_GREETING = re.compile(rf"\b(?:{'|'.join(_PHRASES)})\b")

# Folded words, one space between them. Whose affair is it said not to be? Of others it may be said.
_US = r"(?:ما|اینجا|اینجانب|اداره(?: کل)? ما|واحد ما|این (?:اداره(?: کل)?|واحد|بخش|منطقه|ناحیه|سازمان|مدیریت|مجموعه))"
_DUTIES = r"(?:شرح )?(?:وظایف|وظیفه|اختیارات?|صلاحیت|مسیولیت|کار)(?: های)?"
_BOUNDS = r"(?:(?:حیطه|حوزه|دایره|حدود|محدوده|چارچوب) (?:ی )?)?"
_IS_NOT = r"(?:نیست|نمی ?باشد|نمی ?شود|نمی ?گردد|ندارد|نداشته|نبوده)"
_CONCERNS = r"(?:مربوط|مرتبط|ربطی|ربط|ارتباطی|ارتباط)"
_NOT_OURS = re.compile(
    rf"\bبه {_US} {_CONCERNS} {_IS_NOT}"
    rf"|\b{_CONCERNS} (?:به|با) {_US} {_IS_NOT}"
    rf"|\b(?:در|جزو|جزء|از) {_BOUNDS}{_DUTIES} {_US} {_IS_NOT}"
    rf"|\b(?:خارج از|بیرون از) {_BOUNDS}{_DUTIES} {_US}\b"
    rf"|\bاز {_BOUNDS}{_DUTIES} {_US} (?:خارج|بیرون) است"
    rf"|\b(?:وظیفه|کار|مسیولیت) {_US} {_IS_NOT}"
    r"|\bnot our (?:affair|business|responsibility|job)\b"
)
_SENTENCE_ENDS = re.compile(r"[.!?؟؛:…\n]+")


class Weight(IntEnum):
    """What a finding does: it blocks, asks once whether it is meant so, or only advises."""

    BLOCKS = 3
    ASKS = 2
    ADVISES = 1


@dataclass(frozen=True)
class Finding:
    """`code` names it; `said` is a sentence to whoever wrote the text."""

    code: str
    weight: Weight
    said: str


def _stands_nowhere(_number):
    return False


@dataclass(frozen=True)
class Facts:
    """
    What the gate is told. `may_stand` says of a PersonalNumber whether it is the sender's own, or an office's.

    `begun_with` are the ready texts with gaps that serve the case, filled in. Of an answer the `outcome` is known, and
    more is expected than of a question.
    """

    outcome: str = ""
    is_answer: bool = True
    may_stand: Callable[[PersonalNumber], bool] = _stands_nowhere
    begun_with: tuple[str, ...] = ()


def findings(text, facts):
    """[Finding] on `text`, the gravest first."""
    found = [*_unfilled(text), *_numbers(text, facts), *_emptiness(text, facts), *_passed_off(text, facts)]
    return sorted([*found, *_long_sentences(text)], key=lambda finding: -finding.weight)


def _unfilled(text):
    if gaps(text):
        words = _("Write what belongs into each %(gap)s, or take it out") % {"gap": GAP}
        yield Finding("gap", Weight.BLOCKS, words)
    braces = list(dict.fromkeys(found[0] for found in IN_BRACES.finditer(text)))
    if braces:
        words = _("%(braces)s would be sent as it stands. Write what is meant, or take it out")
        yield Finding("variable", Weight.BLOCKS, words % {"braces": _(", ").join(braces)})


def _numbers(text, facts):
    """Not repeated whole: the finding stands on the page when the text is long gone."""
    for number in personal_numbers(text):
        if facts.may_stand(number):
            continue
        begin = {"begin": localise_digits(number.digits[:BEGINNING])}
        if number.sort == NATIONAL_CODE:
            words = _(
                "Take out the national code that begins with %(begin)s: it is private. If it is the number of a "
                "letter or a post code, say so before it"
            )
        else:
            words = _("Take out the mobile number that begins with %(begin)s: it is private. An office’s may stand")
        yield Finding(number.sort, Weight.BLOCKS, words % begin)


def _emptiness(text, facts):
    """What is left of a text without its greetings. Thanks for praise may be as short as they like."""
    if gaps(text):
        return
    words = _skeleton(text)
    letters = sum(map(str.isalpha, _GREETING.sub(" ", words)))
    if letters < SAYS_NOTHING:
        yield Finding("empty", Weight.BLOCKS, _("Beside the greeting there is nothing. Write what there is to say"))
    elif any(words == _skeleton(template) for template in facts.begun_with):
        yield Finding("template", Weight.BLOCKS, _("Only the ready text is here. Write what belonged into its gaps"))
    elif letters < SHORT and facts.is_answer and facts.outcome != Outcome.PASSED_ON:
        yield Finding(
            "short", Weight.ASKS, _("This is very short. Does it say what was examined, the result and why?")
        )


def _passed_off(text, facts):
    if facts.is_answer and facts.outcome != Outcome.OUT_OF_SCOPE and _NOT_OURS.search(_skeleton(text)):
        words = _(
            "Does this say that it is not our affair? If another unit answers for it, transfer the case. If another "
            "body does, choose the outcome “Belongs to another body” and name it"
        )
        yield Finding("not_ours", Weight.ASKS, words)


def _long_sentences(text):
    longest = max((len(sentence.split()) for sentence in _SENTENCE_ENDS.split(text)), default=0)
    if longest > LONG_SENTENCE:
        words = _("A sentence has %(words)s words. Shorter ones are easier to read")
        yield Finding("long", Weight.ADVISES, words % {"words": format_number(longest)})


def _skeleton(text):
    """The folded words of a text without its gaps and marks, by which texts are compared."""
    return " ".join(re.sub(r"[\W_]+", " ", fold(IN_GAPS.sub(" ", text))).split())
