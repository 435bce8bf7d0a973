from vankho.jobs.worker import every

from .indexing import Indexer

_indexer = Indexer()


@every("search.index", seconds=0.5)
def index_what_is_new() -> None:
    """A registered document is found by its words within two seconds."""
    _indexer.step()
