"""What an officer can do with a case, by the name of the button; in the order of the page."""

from .answering import Answer
from .base import Step
from .passing import Transfer
from .review import Accept, Assign, Note

STEPS = {step.name: step for step in (Accept, Answer, Note, Assign, Transfer)}

__all__ = ["STEPS", "Accept", "Answer", "Assign", "Note", "Step", "Transfer"]
