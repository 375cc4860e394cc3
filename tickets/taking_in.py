"""A case that reception takes in for a citizen: the citizen's own form, which the draft says who fills in and why."""

from units.models import User

from . import drafts

DESK = "desk"  # what a draft keeps of it


def begin(session, journey_class, *, kind, source, letter_number, by, now):
    """The journey of a new case of `kind` for `by` to fill in, in place of one not finished yet."""
    drafts.start_again(session, journey_class.system)
    draft = drafts.begin(session, journey_class.system, now=now)
    draft.content[DESK] = {"by": by.pk, "source": source, "letter_number": letter_number}
    draft.save(update_fields=["content"])
    return journey_class(drafts.keep(draft, "kind", {"kind": [kind]}))


def unfinished(session, journey_class, *, now):
    """The journey that this session has begun at the desk and not sent; None where there is none."""
    try:
        journey = journey_class.resume(session, now=now)
    except drafts.Lapsed:
        return None
    return journey if journey.desk and not journey.is_sent else None


def is_for(desk, user):
    """Is `desk`, what a draft keeps, that of `user`, who may still take cases in?"""
    return user.is_authenticated and user.pk == desk["by"] and user.holds("tickets.take_in_ticket")


def circumstances(desk):
    """What intake.Circumstances says of a case taken in at `desk`; nothing of one from the site."""
    return desk and {**desk, "by": User.objects.get(pk=desk["by"])}
