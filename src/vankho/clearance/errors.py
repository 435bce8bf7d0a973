from typing import Any

from vankho.lib.errors import VankhoError


class NotAllowed(VankhoError):
    """The gate said no. Shown as "not found" where the thing's existence is itself not to be known."""

    code = "clearance.not_allowed"
    untold: Any = None
    """The refusal, until the ledger has been told of it."""
