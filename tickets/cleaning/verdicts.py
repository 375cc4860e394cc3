"""What is said of a file that cannot be cleaned; the codes are those of tickets.attachments.refusals."""


class Unfit(Exception):
    """The file is not taken. `code` says why."""

    code = "damaged"


class Damaged(Unfit):
    """It cannot be read as what it claims to be."""


class TooLarge(Unfit):
    """It unfolds to more than a machine should bear."""

    code = "large"


class Locked(Unfit):
    """It wants a password."""

    code = "locked"


class WrongType(Unfit):
    """It is a file of another kind."""

    code = "type"
