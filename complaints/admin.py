"""Complaints handling in the admin: the queue of its three kinds, and how its details read."""

from django.contrib import admin

from tickets.admin import TicketAdmin
from tickets.admin.details import reads_details_of
from tickets.workflow import Kind

from .models import Complaint, ComplaintDetails


@admin.register(Complaint)
class ComplaintAdmin(TicketAdmin):
    """The queue, for complaints, reports and requests."""


@reads_details_of(*Complaint.KINDS)
def complaint_details(ticket):
    details = getattr(ticket, "complaint_details", None)
    if details is None:
        return
    if ticket.kind != Kind.REQUEST:  # which is asked for no time
        yield _label("when"), details.when_in_words
    for field in ("desired_outcome", "respondent_name", "respondent_role"):
        yield _label(field), getattr(details, field)


def _label(field):
    return ComplaintDetails._meta.get_field(field).verbose_name
