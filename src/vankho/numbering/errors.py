from vankho.lib.errors import VankhoError


class OutOfOrder(VankhoError):
    """A paper number was entered before one that comes earlier, or twice."""

    code = "numbering.out_of_order"


class NotNext(VankhoError):
    """A block of paper numbers does not begin right after the last number granted."""

    code = "numbering.not_next"


class AlreadyStarted(VankhoError):
    """The first number of a series can only be set before anything was granted from it."""

    code = "numbering.already_started"
