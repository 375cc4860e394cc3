"""What an officer can do with a case, by the name of the button; in the order of the page."""

from .answering import Answer, Close, TakeBack
from .approving import Approve, SendBack
from .asking import Ask, Extend
from .base import Step
from .passing import Transfer
from .people import NameRespondent, Reveal
from .review import Accept, Assign, Note

IN_ORDER = (
    *(TakeBack, Approve, SendBack, Accept, Answer),
    *(Ask, Extend, Transfer, Note, Assign, NameRespondent, Close),
    Reveal,
)
STEPS = {step.name: step for step in IN_ORDER}

__all__ = ["STEPS", "Step"]
