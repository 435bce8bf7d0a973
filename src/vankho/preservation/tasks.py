import time

from vankho.jobs.worker import every

from . import actions


@every("preservation.sweep", seconds=60)
def sweep() -> None:
    """What a crash left half done in the spool is finished at the worker's start and every minute after."""
    actions.sweep(time.time())
