from vankho.lib.errors import Kept, VankhoError


class Damaged(VankhoError):
    """Kept bytes are not what they were: they are not handed out."""

    code = "preservation.damaged"
    kept = Kept.EVERYTHING_ELSE


class WrongPassPhrase(VankhoError):
    """The custodian's pass phrase does not open the seal."""

    code = "preservation.wrong_pass_phrase"
    kept = Kept.EVERYTHING_ELSE


class NoLongerThere(VankhoError):
    """The bytes were released or erased before."""

    code = "preservation.no_longer_there"
    kept = Kept.EVERYTHING_ELSE
