from vankho.lib.errors import Kept, VankhoError


class AlreadyClosed(VankhoError):
    """The incident was dealt with before."""

    code = "secrecy.already_closed"
    kept = Kept.EVERYTHING_ELSE


class NotPickedUp(VankhoError):
    """A sealed file is erased only after its pick-up, with the name of who took it."""

    code = "secrecy.not_picked_up"
    kept = Kept.EVERYTHING_ELSE
