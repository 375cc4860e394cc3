"""The citizen's word on an answer: whether the matter is settled, and how it was handled."""

from django.db import models
from django.db.models import Q

from tickets.workflow import HIGHEST_SCORE, LOWEST_SCORE, Solved


class Rating(models.Model):
    """One for each answer. A comment, if there is one, is the message of its event."""

    ticket = models.ForeignKey("tickets.Ticket", models.PROTECT, related_name="ratings")
    answer = models.OneToOneField("tickets.Event", models.PROTECT, related_name="rating")
    event = models.OneToOneField("tickets.Event", models.PROTECT, related_name="+")
    solved = models.CharField(max_length=8, choices=Solved)
    score = models.PositiveSmallIntegerField()

    class Meta:
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=Q(score__gte=LOWEST_SCORE, score__lte=HIGHEST_SCORE), name="rating_score_is_on_the_scale"
            ),
            models.CheckConstraint(condition=Q(solved__in=Solved.values), name="rating_solved_is_known"),
        ]

    def __str__(self):
        return f"{self.solved} {self.score}"
