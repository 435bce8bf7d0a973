"""What the records office does."""

from .intake import (
    clear_intake,
    discard_intake,
    erase_stopped_intake,
    receive,
    refuse_intake,
    release_intake,
    stop_intake,
)
from .registration import (
    attach_paper_version,
    correct,
    declare_paper_numbers,
    divert,
    open_book,
    register_incoming,
    register_petition,
    return_envelope,
)
from .routing import (
    accept,
    direct,
    enter_written_direction,
    finish_part,
    mark_done,
    present,
    return_assignment,
    send_back,
)

__all__ = [
    "accept",
    "attach_paper_version",
    "clear_intake",
    "correct",
    "declare_paper_numbers",
    "direct",
    "discard_intake",
    "divert",
    "enter_written_direction",
    "erase_stopped_intake",
    "finish_part",
    "mark_done",
    "open_book",
    "present",
    "receive",
    "refuse_intake",
    "register_incoming",
    "register_petition",
    "release_intake",
    "return_assignment",
    "return_envelope",
    "send_back",
    "stop_intake",
]
