"""A list of the queue that somebody comes back to."""

from django.db import models
from django.utils.translation import gettext_lazy as _

MOST_VIEWS = 20  # of one person: they stand above the list


class SavedView(models.Model):
    """What one person chose and searched for in the queue, under a name of their own. Nobody else sees it."""

    owner = models.ForeignKey("units.User", models.CASCADE, related_name="saved_views")
    name = models.CharField(_("name of the view"), max_length=40)
    query = models.CharField(max_length=1000)  # of the address, only what the queue knows: tickets.admin.saved_views

    class Meta:
        verbose_name = _("saved view")
        verbose_name_plural = _("saved views")
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["owner", "name"], name="saved_view_name_once_a_person")]

    def __str__(self):
        return self.name
