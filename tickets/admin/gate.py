"""
Where the quality gate stands: before a step whose words reach the citizen (steps.base.ToCitizen).

What blocks is an error of the form; what asks is one too, until the same button is pressed once more.
"""

from django.utils.translation import gettext as _

from persian.dates import today
from persian.personal_numbers import MOBILE, personal_numbers
from tickets import canned, quality
from tickets.encryption import keyed_hashes
from tickets.models import CannedReply, Sender
from tickets.quality import Weight
from units.models import Channel, Organisation, Unit

from .steps.base import ToCitizen


def holds_back(form):
    """Does the gate hold back the step of a valid form? Then the form has said why."""
    if not isinstance(form, ToCitizen):
        return False
    found = findings_of(form)
    blocking = [finding for finding in found if finding.weight == Weight.BLOCKS]
    asking = [finding for finding in found if finding.weight == Weight.ASKS]
    fresh = [finding for finding in asking if finding.code not in form.cleaned_data["asked"].split()]
    form.note_asked(asking)
    for finding in [*blocking, *fresh]:
        form.add_error(form.text_field, finding.said)
    if fresh and not blocking:
        form.add_error(form.text_field, _("If it is meant so, press the button once more"))
    return bool(blocking or fresh)


def findings_of(form):
    """[Finding] on the words of a valid form."""
    chosen = form.cleaned_data
    outcome, is_answer = chosen.get("outcome", ""), form.is_answer
    return quality.findings(chosen[form.text_field], facts(form.ticket, form.by, outcome=outcome, is_answer=is_answer))


def findings_on_the_proposal(standing):
    """[Finding] on the answer that waits for whoever looks at the case; nothing for who does not decide on it."""
    if not standing.decides_the_proposal:
        return []
    proposal = standing.proposal
    return quality.findings(proposal.message.text, facts(standing.ticket, standing.by, outcome=proposal.outcome))


def facts(ticket, by, *, outcome="", is_answer=True):
    """What the gate must know of `ticket`. Of a hidden sender it tells nothing: else one could try numbers out."""
    day = today()
    replies = CannedReply.objects.fitting(ticket).values_list("text", flat=True)
    return quality.Facts(
        outcome=outcome,
        is_answer=is_answer,
        may_stand=lambda number: _is_the_senders(number, ticket, by) or _is_an_offices(number),
        begun_with=tuple(canned.fill(text, ticket, today=day) for text in replies if canned.gaps(text)),
    )


def _is_the_senders(number, ticket, by):
    """Told by the keyed hashes: nothing is opened."""
    if not ticket.opens_sender_to(by):
        return False
    of_mobile = number.sort == MOBILE
    column, context = ("mobile_hash", "mobile") if of_mobile else ("id_number_hash", "id_number")
    known_as = {f"{column}__in": keyed_hashes(number.digits, context=context)}
    return Sender.objects.filter(ticket=ticket, **known_as).exists()


def _is_an_offices(number):
    phones = [rows.values_list("phone", flat=True) for rows in (Organisation.objects, Unit.objects, Channel.objects)]
    known = {known for of_table in phones for phone in of_table.exclude(phone="") for known in personal_numbers(phone)}
    return number.sort == MOBILE and number in known
