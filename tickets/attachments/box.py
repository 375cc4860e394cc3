"""The box into which files are put, one or several at a time, on three kinds of pages."""

from persian.text import clean_line

from .receiving import receive
from .refusals import Refusal, Refused
from .trays import take_out

ADD, REMOVE = "add", "remove"  # names of its buttons


def take_in(uploads, *, draft, address=None, now):
    """
    Receive `uploads` into `draft`. Returns [(what the file was called, its Refusal)] of those not taken.

    One that fails stops no other. Raises drafts.Lapsed.
    """
    refused = []
    for upload in uploads:
        try:
            receive(upload, draft=draft, address=address, now=now)
        except Refused as refusal:
            refused.append((clean_line(upload.name), refusal.refusal))
    return refused


def nothing_chosen(posted, uploads, purpose):
    """The same for who presses the button "add" of `purpose` without a file; [] for everybody else."""
    return [("", Refusal.NOTHING)] if posted.get(ADD) == purpose and not uploads else []


def remove(posted, draft):
    """Take out the file whose button was pressed, if one was. Was one?"""
    if REMOVE not in posted:
        return False
    if draft is not None:
        take_out(draft, posted[REMOVE])
    return True


def sentence(name, code):
    """Why the file called `name` was not taken; `code` is that of a Refusal, of whatever form."""
    reason = Refusal(code if code in Refusal.values else Refusal.NOT_KEPT).label
    if not name:
        return str(reason)
    return f"\u2068{name[:100]}\u2069: {reason}"  # isolated: a name may run the other way
