"""What an officer can do with a case, by the name of the button; in the order of the page."""

from .answering import Answer, Close, TakeBack
from .approving import Approve, SendBack
from .asking import Ask, Extend
from .base import Step
from .codes import NewCode
from .consulting import Consult, EndConsultation, Share
from .passing import Transfer
from .people import NameRespondent, Reveal
from .review import Accept, Assign, Note
from .visiting import LookInto

IN_ORDER = (
    *(TakeBack, Approve, SendBack, Accept, Answer),
    *(Ask, Extend, Consult, Share, Transfer, Note, LookInto, Assign, NameRespondent, Close, NewCode),
    *(Reveal, EndConsultation),
)
STEPS = {step.name: step for step in IN_ORDER}


def offer(step):
    """Decorate a Step that only one system has; it says itself which cases it fits, and takes no files."""
    STEPS[step.name] = step
    return step


__all__ = ["STEPS", "Answer", "NewCode", "Step", "offer"]
