"""Filling in a journey the way a browser does: page by page, following where each leads."""

from django.urls import reverse

# A complaint as most people send it; a test changes what it is about.
COMPLAINT = {
    "kind": {"kind": "complaint"},
    "topic": {"topic": "tuition_private"},
    "place": {"district": "unknown", "school_text": ""},
    "story": {
        "when": "unsure",
        "text": "از من برای ثبت‌نام پول خواستند.",
        "desired_outcome": "پول برگردانده شود.",
    },
    "respondent": {"respondent_name": "", "respondent_role": ""},
    "files": {},
    "identity": {"identity": "named", "id_type": "national_code"},
    "you": {"name": "مریم رضایی", "id_number": "0499370899", "relation": "parent", "contact": "none"},
}
SEND = {"captcha_0": "any", "captcha_1": "PASSED"}


def fill(client, answers, *, system="complaints"):
    """Post every page of `answers` in order; each must be taken. Returns the last response."""
    response = None
    for slug, typed in answers.items():
        response = client.post(reverse(f"{system}:step", args=[slug]), typed)
        assert not response.url.endswith(f"/{slug}/"), f"{slug} refuses {typed}"
    return response


def errors(response):
    """The sentences shown, by field."""
    return {field: list(sentences) for field, sentences in response.context["form"].errors.items()}
