"""A column for searching: the folded words of other columns of the same row."""

from django.db import models

from .text import fold


class FoldedField(models.TextField):
    """
    The folded text of the fields `of` (names), written whenever the row is saved with it.

    A save with `update_fields` must name it beside them, and an UPDATE of many rows does not reach it.
    """

    def __init__(self, *, of, **kwargs):
        self.of = tuple(of)
        super().__init__(**{"editable": False, "default": "", "db_default": "", **kwargs})

    def deconstruct(self):
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {**kwargs, "of": self.of}

    def pre_save(self, model_instance, add):
        text = fold(" ".join(getattr(model_instance, name) for name in self.of))
        setattr(model_instance, self.attname, text)
        return text
