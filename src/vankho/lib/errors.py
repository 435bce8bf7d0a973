"""The shape of every error people meet: what happened, what was kept, what to do, a code that outlives its wording."""

from __future__ import annotations

from enum import StrEnum
from importlib import import_module
from typing import Any, ClassVar


class Kept(StrEnum):
    """What is safe when the error is shown."""

    NOTHING = "nothing"
    DRAFT = "draft"
    EVERYTHING_ELSE = "everything_else"


class VankhoError(Exception):
    """Base of all errors of the house. The sentence for `code` stands in ``words.ERRORS`` of the error's room."""

    code: ClassVar[str]
    kept: ClassVar[Kept] = Kept.NOTHING

    def __init__(self, **facts: Any) -> None:
        super().__init__(self.code)
        self.facts = facts

    def sentence(self) -> str:
        """The Vietnamese sentence, with the facts in it and the code at the end."""
        room = type(self).__module__.rpartition(".")[0]
        template: str = import_module(f"{room}.words").ERRORS[self.code]
        return f"{template.format(**self.facts)} ({self.code})"
