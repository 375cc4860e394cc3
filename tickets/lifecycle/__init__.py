"""
Every change of a ticket's state after it is registered and routed. Each takes when (`now`), and who (`by`) where
somebody of the staff acts; what citizens do is in `citizen`, what the days do by themselves in `expiry`.
"""

from .answering import (
    AlreadyAnswered,
    PartsOpen,
    answer,
    approve,
    close,
    may_be_taken_back,
    needs_approval,
    propose,
    send_back,
    take_back,
    unread_files,
)
from .asking import LateStill, LimitReached, NeedsHead, ask, extend
from .citizen import (
    TooMany,
    TopReached,
    follow_up,
    object_to,
    rate,
    rates,
    reopen,
    reopens_until,
    withdraw,
)
from .consulting import advise, consult, consultable, end_consultation
from .emptying import leave_the_empty
from .leaving import hand_over, left_behind
from .objections import NotReady
from .opening import open_file, open_sender, reveal_sender, revealed_until
from .passing import TransferRefused, able_units, leave_the_unable, pass_on, transfer, transfer_targets
from .review import accept, assign, assignable, name_respondent, note, remind
from .standing_in import bind_deputies
from .visiting import look_into

__all__ = [
    "AlreadyAnswered",
    "LateStill",
    "LimitReached",
    "NeedsHead",
    "NotReady",
    "PartsOpen",
    "TooMany",
    "TopReached",
    "TransferRefused",
    "able_units",
    "accept",
    "advise",
    "answer",
    "approve",
    "ask",
    "assign",
    "assignable",
    "bind_deputies",
    "close",
    "consult",
    "consultable",
    "end_consultation",
    "extend",
    "follow_up",
    "hand_over",
    "leave_the_empty",
    "leave_the_unable",
    "left_behind",
    "look_into",
    "may_be_taken_back",
    "name_respondent",
    "needs_approval",
    "note",
    "object_to",
    "open_file",
    "open_sender",
    "pass_on",
    "propose",
    "rate",
    "rates",
    "remind",
    "reopen",
    "reopens_until",
    "reveal_sender",
    "revealed_until",
    "send_back",
    "take_back",
    "transfer",
    "transfer_targets",
    "unread_files",
    "withdraw",
]
