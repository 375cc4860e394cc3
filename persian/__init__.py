"""Persian text, digits, dates, validators, form fields and template tags, used by every other app."""
