from vankho.lib.errors import VankhoError


class NotAllowed(VankhoError):
    """The gate said no. Shown as "not found" where the thing's existence is itself not to be known."""

    code = "clearance.not_allowed"
