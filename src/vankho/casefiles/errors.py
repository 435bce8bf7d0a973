from vankho.lib.errors import Kept, VankhoError


class FileClosed(VankhoError):
    """Nothing is added to a closed file."""

    code = "casefiles.file_closed"
    kept = Kept.EVERYTHING_ELSE


class CodeTaken(VankhoError):
    """The agency has a file with that code this year."""

    code = "casefiles.code_taken"
    kept = Kept.DRAFT


class Incomplete(VankhoError):
    """A file lacks what it must have; `faults` names each field with its sentence."""

    code = "casefiles.incomplete"
    kept = Kept.DRAFT

    def __init__(self, faults: dict[str, str]) -> None:
        super().__init__(count=len(faults))
        self.faults = faults


class AlreadyClosed(VankhoError):
    """The file was closed before; its day stays."""

    code = "casefiles.already_closed"
    kept = Kept.EVERYTHING_ELSE


class RetentionMissing(VankhoError):
    """A file is closed with its retention period (NĐ 30/2020 Đ. 29.4)."""

    code = "casefiles.retention_missing"
    kept = Kept.EVERYTHING_ELSE


class NothingChosen(VankhoError):
    """Neither a file nor a reason for none was given."""

    code = "casefiles.nothing_chosen"
    kept = Kept.DRAFT


class FileEmpty(VankhoError):
    """A file without documents is not closed."""

    code = "casefiles.file_empty"
    kept = Kept.EVERYTHING_ELSE
