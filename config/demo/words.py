"""What a demonstration case says: sentences from the CSV files of this folder, their gaps filled by chance."""

import csv
from collections import defaultdict
from pathlib import Path

from persian.digits import (
    ARABIC_DIGITS,
    ASCII_DIGITS,
    PERSIAN_DIGITS,
    group_digits,
    to_ascii_digits,
    to_persian_digits,
)
from persian.months import JALALI_PERSIAN
from persian.text import clean
from tickets.workflow import Kind, Outcome

GRADES = ("اول", "دوم", "سوم", "چهارم", "پنجم", "ششم", "هفتم", "هشتم", "نهم", "دهم", "یازدهم", "دوازدهم")
SUBJECTS = ("ریاضی", "علوم", "فارسی", "زبان", "فیزیک", "تاریخ", "هندسه", "عربی", "زیست‌شناسی")
OPENINGS = {
    Kind.COMPLAINT: ("سلام.", "با سلام و احترام،", "سلام، خسته نباشید.", ""),
    Kind.REPORT: ("می‌خواهم گزارش بدهم:", "به آگاهی می‌رساند:", ""),
    Kind.REQUEST: ("درخواست رسیدگی دارم.", "خواهش می‌کنم راهنمایی کنید.", "با سلام،"),
    Kind.CRITICISM: ("انتقادی دارم.", "سلام، گله‌ای داشتم.", ""),
}
CLOSINGS = (
    "چند بار حضوری رفتم و نتیجه‌ای نگرفتم.",
    "لطفاً پیگیری کنید.",
    "عکس و رسید دارم و اگر بخواهید می‌آورم.",
    "تلفنی هم گفتم و گفتند بنویسید.",
    "منتظر پاسخ شما هستم.",
    "",
)
WISHES = (
    "پول برگردانده شود.", "رسیدگی شود و نتیجه را به من بگویید.", "همین هفته معلم بفرستید.", "از فرزندم دلجویی شود.",
    "بازرس بیاید و از نزدیک ببیند.", "تکرار نشود.", "راهنمایی کنید چه کنم.",
)  # fmt: skip
ANSWERS = {
    Outcome.UPHELD: "بررسی شد و حق با شماست. مدرسه موظف شد تا {days} روز دیگر موضوع را اصلاح کند.",
    Outcome.PARTLY_UPHELD: "بخشی از آنچه نوشته‌اید درست بود و تذکر کتبی داده شد. بخش دیگر با مدارک مدرسه تأیید نشد.",
    Outcome.NOT_UPHELD: "بازرس به محل رفت و مدارک را دید. کار مدرسه مطابق بخشنامه بوده است.",
    Outcome.GRANTED: "با درخواست شما موافقت شد. لطفاً با شمارهٔ پرونده به همین اداره مراجعه کنید.",
    Outcome.PARTLY_GRANTED: "بخشی از درخواست شما انجام شد. باقی آن پس از {month} بررسی می‌شود.",
    Outcome.NOT_POSSIBLE: "این درخواست با مقررات کنونی شدنی نیست؛ دلیل آن در بخشنامهٔ سالانه آمده است.",
    Outcome.OUT_OF_SCOPE: "رسیدگی به این موضوع در صلاحیت آموزش و پرورش نیست. نام نهاد مسئول در بالا آمده است.",
    Outcome.INSUFFICIENT: "با آنچه نوشته‌اید مدرسه یا تاریخ را پیدا نکردیم. لطفاً با جزئیات بیشتر دوباره ثبت کنید.",
    Outcome.ACCEPTED: "پیشنهاد شما پذیرفته شد و از {month} اجرا می‌شود. سپاسگزاریم.",
    Outcome.PARTLY_ACCEPTED: "بخشی از پیشنهاد شما در برنامهٔ سال آینده گذاشته شد.",
    Outcome.NOT_ACCEPTED: "پیشنهاد شما بررسی شد و با بودجهٔ امسال اجراشدنی نیست.",
    Outcome.ALREADY_DONE: "این کار از {month} در چند مدرسه آغاز شده است و گسترش می‌یابد.",
    Outcome.PASSED_ON: "پیام مهرآمیز شما به همکارمان رسید و در پروندهٔ او ثبت شد.",
}
OTHER_BODIES = ("شهرداری", "سازمان تأمین اجتماعی", "ادارهٔ بهزیستی", "شورای حل اختلاف")
NOTES = (
    "با مدیر مدرسه تلفنی صحبت شد؛ مدارک را می‌فرستد.",
    "بازدید برای شنبه هماهنگ شد.",
    "پروندهٔ مشابه داشتیم؛ پاسخ همان است.",
    "منتظر نظر کارشناس حقوقی هستیم.",
)
REASONS = ("موضوع به شرح وظایف آن اداره برمی‌گردد.", "مدارک نزد آن واحد است.", "هماهنگ شد که آنجا پاسخ دهند.")
HOSTILE = (
    "\u202eمتن وارونه\u202c و \u2066پنهان\u2069 <script>alert(1)</script> '; DROP TABLE tickets_ticket; -- {{7*7}}",
    "کمک" * 1300 + " پایان",
)
MAX_LETTERS = 4000


def _rows(name):
    with Path(__file__).with_name(f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


class Words:
    """Texts drawn by `chance`, a random.Random; the same one writes the same texts."""

    def __init__(self, chance):
        self.chance = chance
        self.situations = defaultdict(list)
        for row in _rows("situations"):
            self.situations[row["topic"]].append(row["text"])
        self.suggestions = _rows("suggestions")
        self.praise = [row["text"] for row in _rows("praise")]

    def text(self, kind, topic):
        """What somebody writes about the topic with code `topic`."""
        if kind == Kind.PRAISE:
            return self.fill(self.chance.choice(self.praise))
        parts = (
            self.chance.choice(OPENINGS[kind]),
            self.chance.choice(self.situations.get(topic) or self.situations["unknown"]),
            self.chance.choice(CLOSINGS),
        )
        return self.fill(" ".join(part for part in parts if part))

    def suggestion(self):
        """{"problem", "idea", "benefit"} of a suggestion."""
        return {part: self.fill(text) for part, text in self.chance.choice(self.suggestions).items()}

    def answer(self, outcome):
        """What staff write to the citizen."""
        return to_persian_digits(self.fill(f"با سلام و احترام، {ANSWERS[outcome]}"))

    def hostile(self, number):
        """What a form lets through of an attack: cleaned and cut like everything that is typed."""
        return clean(HOSTILE[number % len(HOSTILE)])[:MAX_LETTERS]

    def fill(self, text):
        """`text` with its gaps filled, in whatever digits this sender's keyboard has."""
        chance = self.chance
        filled = text.format(
            amount=group_digits(chance.randrange(2, 60) * 250_000),
            percent=chance.randrange(10, 60, 5),
            days=chance.randrange(3, 45),
            hours=chance.randrange(1, 4),
            count=chance.randrange(5, 25),
            score=chance.randrange(8, 14),
            otherscore=chance.randrange(15, 20),
            grade=chance.choice(GRADES),
            subject=chance.choice(SUBJECTS),
            month=chance.choice(JALALI_PERSIAN),
        )
        digits = chance.choices((PERSIAN_DIGITS, ASCII_DIGITS, ARABIC_DIGITS), (7, 2, 1))[0]
        return to_ascii_digits(filled).translate(str.maketrans(ASCII_DIGITS, digits))
