from vankho.lib.errors import Kept, VankhoError


class Incomplete(VankhoError):
    """A register line lacks what it must have; `faults` names each field with its sentence."""

    code = "records.incomplete"
    kept = Kept.DRAFT

    def __init__(self, faults: dict[str, str]) -> None:
        super().__init__(count=len(faults))
        self.faults = faults

    def sentence(self) -> str:
        """Without the code: what the person mends at once is reported to nobody."""
        return super().sentence().removesuffix(f" ({self.code})")


class AlreadyEntered(VankhoError):
    """Somebody has dealt with this file in the meantime."""

    code = "records.already_entered"
    kept = Kept.EVERYTHING_ELSE


class NotReady(VankhoError):
    """The file is still being checked, or was stopped or refused."""

    code = "records.not_ready"
    kept = Kept.EVERYTHING_ELSE


class StepNotAllowed(VankhoError):
    """The document is not in a state from which this step goes."""

    code = "records.step_not_allowed"
    kept = Kept.EVERYTHING_ELSE


class NobodyToDirect(VankhoError):
    """No post of the agency with the duty asked for has a holder today."""

    code = "records.nobody_there"
    kept = Kept.EVERYTHING_ELSE


class AboveCeiling(VankhoError):
    """The paper is more secret than this installation may hold."""

    code = "records.above_ceiling"
