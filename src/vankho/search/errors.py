"""What can go wrong with the search index. It is derived, so nothing is ever lost with it."""

from vankho.lib.errors import Kept, VankhoError


class IndexDamaged(VankhoError):
    """The index is missing or unreadable: build it anew with `index.rebuilding`."""

    code = "search.index_damaged"
    kept = Kept.EVERYTHING_ELSE


class IndexOutdated(IndexDamaged):
    """The index was written by another version of the program: build it anew."""

    code = "search.index_outdated"


class IndexNotWritten(VankhoError):
    """The last batch could not be written (a full disk, most often); the commit before it stands.

    Close the writer and open another one later; opening tells whether the index is damaged.
    """

    code = "search.index_not_written"
    kept = Kept.EVERYTHING_ELSE


class TooManyWords(Exception):
    """A phrase whose last word begins more different words than the engine takes (16,384)."""


class IndexBusy(VankhoError):
    """Another process is writing to this index, or has replaced it meanwhile; open the writer again later."""

    code = "search.index_busy"
    kept = Kept.EVERYTHING_ELSE
