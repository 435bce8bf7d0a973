from vankho.lib.errors import Kept, VankhoError


class LoginTaken(VankhoError):
    """Another account already signs in with that name."""

    code = "orgs.login_taken"


class WrongDates(VankhoError):
    """Something would hold before its agency or post does, or end before it begins."""

    code = "orgs.wrong_dates"


class NoCustodian(VankhoError):
    """Nobody has made a sealing key for the agency: papers cannot be sealed and therefore not taken in."""

    code = "orgs.no_custodian"


class PostsElsewhere(VankhoError):
    """Somebody who also serves another agency does not get a password from this one alone."""

    code = "orgs.posts_elsewhere"
    kept = Kept.EVERYTHING_ELSE
