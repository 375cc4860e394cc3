"""Names of the months of both calendars in both languages, January and Farvardin first."""

import jdatetime

JALALI_PERSIAN = tuple(jdatetime.date.j_months_fa)
JALALI_ENGLISH = tuple(jdatetime.date.j_months_en)
GREGORIAN_PERSIAN = (
    "ژانویه", "فوریه", "مارس", "آوریل", "مه", "ژوئن", "ژوئیه", "اوت", "سپتامبر", "اکتبر", "نوامبر", "دسامبر",
)  # fmt: skip
GREGORIAN_ENGLISH = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
