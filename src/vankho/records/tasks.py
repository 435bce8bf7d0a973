from vankho.jobs.worker import every

from . import watching


@every("records.watch_folders", seconds=2)
def watch_folders() -> None:
    """What the scanners have put into the watch folders comes in by itself."""
    watching.take_in()
