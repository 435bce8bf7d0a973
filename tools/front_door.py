"""From a word on the command line to the work behind it."""

from __future__ import annotations

import os
import signal
from typing import NoReturn

from tools import environment, front_end, machine, words


def make_ready(level: str) -> None:
    """Everything the level needs is there afterwards; costs next to nothing when it already was.

    Raises:
        SetupError: it could not be done; the sentence says why and what to do.
    """
    if environment.is_ready(level) and front_end.is_ready():
        return
    with environment.one_at_a_time():
        if environment.is_ready(level) and front_end.is_ready():
            return  # the start we waited for did it
        machine.say(words.FIRST_TIME)
        if environment.WHEELHOUSE.exists():
            machine.say(words.FROM_WHEELHOUSE if environment.wheelhouse() else words.STALE_WHEELHOUSE)
        if not environment.is_ready(level):
            environment.prepare(level)
        if not front_end.is_ready():
            front_end.prepare()
        machine.say(words.READY)


def become_program(args: list[str]) -> int:
    """Go on as the program itself: on POSIX in this very process, so signals reach it."""
    command = [str(environment.PYTHON), "-m", "vankho", *args]
    if os.name != "nt":
        os.environ.setdefault("MALLOC_ARENA_MAX", "1")  # SMALL_HEAPS of cli/processes.py, for serve and worker alone
        os.execv(command[0], command)
    from subprocess import call

    return call(command)


def do(args: list[str]) -> int:
    if not args or args[0] in ("help", "-h"):
        machine.say(words.HELP)
        return 0 if args else 2
    word, rest = args[0], args[1:]
    if word in ("test", "check", "format", "bench", "docs", "bundle"):
        from tools import daily  # not loaded for the program's own words: they must start at once

        return daily.WORDS[word](rest)
    make_ready("run")
    return become_program(args)


def interrupt(*_: object) -> NoReturn:
    """A request to end tidies up as Ctrl-C does."""
    raise KeyboardInterrupt


def enter(args: list[str]) -> int:
    """Do the word; whatever goes wrong is one sentence on standard error and an exit status that is not 0."""
    signal.signal(signal.SIGTERM, interrupt)
    try:
        return do(args)
    except machine.SetupError as error:
        machine.say(f"\n{error}")
    except BrokenPipeError:  # whoever read our output has enough, as `head` does
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    except OSError as error:
        machine.say(f"\n{machine.failure(machine.cause_of(error), step=str(error), path=error.filename)}")
    except KeyboardInterrupt:
        machine.say(f"\n{words.INTERRUPTED}")
        return 130
    return 1
