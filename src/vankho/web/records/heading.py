"""What stands on top of every page about a line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils import timezone

from vankho.clearance.words import LEVELS
from vankho.lib.dates import days_left
from vankho.records import rules, words

if TYPE_CHECKING:
    from vankho.records.models import IncomingDocument


def heading(line: IncomingDocument) -> dict[str, Any]:
    """State, urgency, level and deadline, in words."""
    today = timezone.localdate()
    return {
        "state": words.STATES[line.state],
        "urgency": words.URGENCIES[line.urgency] if line.urgency else "",
        "level": LEVELS[line.level] if line.level else "",
        "due": words.due_in_words(days_left(line.due_on, today)) if line.due_on and line.state != "done" else "",
        "due_mark": rules.due_mark(line.due_on, line.state, today),
    }
