from vankho.lib.errors import Kept, VankhoError


class NoSuchPart(VankhoError):
    """The part of a book that was asked for cannot be printed; `fault` names why, `field` where it was typed."""

    code = "reports.no_such_part"
    kept = Kept.EVERYTHING_ELSE

    def __init__(self, field: str, fault: str) -> None:
        super().__init__(fault=fault)
        self.field = field
        self.fault = fault
