from vankho.lib.errors import Kept, VankhoError


class FileClosed(VankhoError):
    """Nothing is added to a closed file."""

    code = "casefiles.file_closed"
    kept = Kept.EVERYTHING_ELSE


class CodeTaken(VankhoError):
    """The agency has a file with that code this year."""

    code = "casefiles.code_taken"
    kept = Kept.DRAFT


class NothingChosen(VankhoError):
    """Neither a file nor a reason for none was given."""

    code = "casefiles.nothing_chosen"
    kept = Kept.DRAFT


class FileEmpty(VankhoError):
    """A file without documents is not closed."""

    code = "casefiles.file_empty"
    kept = Kept.EVERYTHING_ELSE
