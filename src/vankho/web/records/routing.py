"""The way of a document: each step with its form, what it proposes and what is done with the answer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, TypeVar

from django.utils import timezone

from vankho.casefiles import actions as casefiles
from vankho.casefiles import queries as files
from vankho.casefiles.actions import CaseFileFacts, Filing
from vankho.casefiles.errors import CodeTaken
from vankho.casefiles.errors import Incomplete as FileIncomplete
from vankho.casefiles.words import FAULTS as FILE_FAULTS
from vankho.casefiles.words import RETENTIONS
from vankho.clearance.actor import Actor
from vankho.lib.dates import format_date
from vankho.records import actions as records
from vankho.records import entering, queries, rules, steps, words
from vankho.records.actions.registration import CORRECTABLE
from vankho.records.actions.routing import DirectionFacts
from vankho.records.errors import Incomplete

from .typed import Typed

if TYPE_CHECKING:
    from vankho.records.models import IncomingDocument

    Line = IncomingDocument


Given = TypeVar("Given")


@dataclass(frozen=True)
class Step:
    """A step with its form: what it asks, and what is done with the answer (the answer is the sentence to say)."""

    name: str
    url_name: str
    template: str
    offer: Callable[[Actor, Line], dict[str, Any]]
    act: Callable[[Actor, Line, Typed], str]
    key: str
    """By place on the keyboard; W and the brackets belong to Telex."""

    @property
    def label(self) -> str:
        return words.STEPS[self.name]


def form(actor: Actor, line: Line, step: Step, typed: Typed | None = None) -> dict[str, Any]:
    """What the form of a step shows: what is proposed, or what was typed, and what is wrong with it."""
    offered = step.offer(actor, line)
    value = {**offered.pop("value", {}), **(typed.kept() if typed else {})}
    queue = steps.queue(actor, line, step.name)
    faults = typed.faults if typed else {}
    shown = {"step": step, "line": line, "value": value, "faults": faults, "queue": queue, **offered}
    return shown | _companions(actor, line, step) | {"fields": _fields(value, faults) if step.name == "correct" else []}


def _companions(actor: Actor, line: Line, step: Step) -> dict[str, Any]:
    """The other buttons that stand in a form, and what was asked of whoever works on it."""
    may_now = steps.open_steps(actor, line) - {step.name}
    return {
        "can_return": "return" in may_now,
        "can_finish": "finish" in may_now,
        "can_send_back": "send_back" in may_now,
        "part": queries.my_assignment(actor, line),
    }


@dataclass(frozen=True)
class Field:
    name: str
    label: str
    value: Any
    longest: int
    width: str
    fault: str


def _fields(value: dict[str, Any], faults: dict[str, str]) -> list[Field]:
    return [
        Field(
            name,
            words.FIELDS[name],
            value.get(name, ""),
            _LONGEST.get(name, 100),
            "wide" if name in _WIDE else "",
            faults.get(name, ""),
        )
        for name in CORRECTABLE
    ]


_LONGEST = {
    "issuer": 250,
    "issuer_superior": 250,
    "reference": 90,
    "type_name": 60,
    "mandate": 150,
    "note": 500,
    "subject": 2000,
}
_WIDE = {"issuer", "subject", "note"}


def _understood(typed: Typed) -> None:
    """What could not be read is said before anything is done."""
    if typed.faults:
        raise Incomplete({})


def _nothing(actor: Actor, line: Line) -> dict[str, Any]:
    return {}


def _offer_presenting(actor: Actor, line: Line) -> dict[str, Any]:
    leaders = entering.leaders(actor)
    first = str(leaders[0].post_id) if leaders else ""
    return {"leaders": leaders, "given_back": steps.given_back(actor, line), "value": {"to": first}}


def _present(actor: Actor, line: Line, typed: Typed) -> str:
    proposal = typed.text("proposal", 500)
    _understood(typed)
    records.present(actor, line, typed.key("to"), proposal)
    return f"Đã trình văn bản số đến {line.number}."


def _offer_directing(actor: Actor, line: Line) -> dict[str, Any]:
    likely = steps.likely_lead(actor, line)
    due = line.due_on if line.due_on and line.due_on >= timezone.localdate() else None
    return {
        "workers": steps.who_may_work(actor),
        "likely": likely,
        "presentation": steps.last_presentation(line),
        "given_back": steps.given_back(actor, line),
        "phrases": words.PHRASES,
        "value": {"lead": str(likely.post_id) if likely else "", "due_on": format_date(due) if due else ""},
    }


def _directed(typed: Typed, **more: Any) -> DirectionFacts:
    facts = DirectionFacts(
        lead=typed.key("lead"),
        text=typed.text("text"),
        cooperating=typed.keys("cooperating"),
        due_on=typed.day("due_on"),
        **more,
    )
    _understood(typed)
    return facts


def _direct(actor: Actor, line: Line, typed: Typed) -> str:
    records.direct(actor, line, _directed(typed))
    return f"Đã giao văn bản số đến {line.number}."


def _offer_writing(actor: Actor, line: Line) -> dict[str, Any]:
    offered = _offer_directing(actor, line)
    leaders = entering.leaders(actor)
    last = steps.last_presentation(line)
    first = last.post_id if last else leaders[0].post_id if leaders else ""
    offered["value"] |= {"given_by": str(first), "given_on": format_date(timezone.localdate())}
    return {**offered, "leaders": leaders, "scans": queries.intakes(actor, "ready")}


def _write(actor: Actor, line: Line, typed: Typed) -> str:
    image = typed.key("image")
    facts = _directed(
        typed,
        given_by_post=typed.key("given_by"),
        given_on=typed.day("given_on"),
        image=queries.intake(actor, image) if image else None,
    )
    records.enter_written_direction(actor, line, facts)
    return f"Đã ghi bút phê vào văn bản số đến {line.number}."


def _accept(actor: Actor, line: Line, typed: Typed) -> str:
    records.accept(actor, steps.my_part(actor, line))
    return f"Đã tiếp nhận văn bản số đến {line.number}."


def _return(actor: Actor, line: Line, typed: Typed) -> str:
    reason = typed.text("reason", 500)
    _understood(typed)
    records.return_assignment(actor, steps.my_part(actor, line), reason)
    return f"Đã trả lại văn bản số đến {line.number}."


def _send_back(actor: Actor, line: Line, typed: Typed) -> str:
    reason = typed.text("reason", 500)
    _understood(typed)
    records.send_back(actor, line, reason)
    return f"Đã trả lại văn thư văn bản số đến {line.number}."


def _finish_part(actor: Actor, line: Line, typed: Typed) -> str:
    note = typed.text("note", 500)
    _understood(typed)
    records.finish_part(actor, steps.my_part(actor, line), note)
    return f"Đã xong phần phối hợp ở văn bản số đến {line.number}."


def _offer_finishing(actor: Actor, line: Line) -> dict[str, Any]:
    suggested = files.suggested_for(actor, line)
    reason = rules.default_no_file_reason(line.type_name)
    part = queries.my_assignment(actor, line)
    return {
        "suggested": suggested,
        "open_files": files.open_files(actor),
        "retentions": RETENTIONS,
        "accepts_too": part is not None and part.part == "lead" and part.state == "waiting",
        "value": {
            "how": "file" if suggested else "none" if reason else "new",
            "file": str(suggested.pk) if suggested else "",
            "no_file_reason": reason,
        },
    }


def _finish(actor: Actor, line: Line, typed: Typed) -> str:
    try:
        file = casefiles.finish(actor, line, _filing(typed))
    except CodeTaken as taken:
        raise FileIncomplete({"code": taken.sentence()}) from taken
    where = f"đã lập vào hồ sơ {file.code}" if file else "không lập hồ sơ"
    return f"Đã kết thúc văn bản số đến {line.number}, {where}."


def _filing(typed: Typed) -> Filing:
    """The answer to the one question of finishing: which file."""
    how = typed.text("how")
    if how == "new":
        facts = CaseFileFacts(typed.text("code", 40), typed.text("title", 500), typed.text("retention", 60))
        _understood(typed)
        return Filing(new_file=facts)
    reason, file = typed.text("no_file_reason", 300), typed.key("file")
    _understood(typed)
    if how == "none":
        return Filing(no_file_reason=_given("no_file_reason", reason))
    return Filing(file_id=_given("file", file))


def _given(field: str, value: Given | None) -> Given:
    if not value:
        raise FileIncomplete({field: FILE_FAULTS[field]})
    return value


def _offer_correcting(actor: Actor, line: Line) -> dict[str, Any]:
    value = {name: getattr(line, name) for name in CORRECTABLE}
    value["issued_on"] = format_date(line.issued_on) if line.issued_on else ""
    return {"urgencies": words.URGENCIES, "value": {**value, "urgency": str(line.urgency)}}


def _correct(actor: Actor, line: Line, typed: Typed) -> str:
    changes: dict[str, str | int | date | None] = {
        name: typed.text(name, _LONGEST.get(name, 100)) for name in CORRECTABLE
    }
    changes |= {name: typed.whole(name) for name in ("urgency", "page_count")}
    changes["issued_on"] = typed.day("issued_on")
    _understood(typed)
    records.correct(actor, line, changes, typed.text("reason"))
    return f"Đã sửa văn bản số đến {line.number}. Giá trị cũ còn trong Diễn biến."


def _offer_paper(actor: Actor, line: Line) -> dict[str, Any]:
    return {"scans": queries.intakes(actor, "ready"), "value": {"received_on": format_date(timezone.localdate())}}


def _attach_paper(actor: Actor, line: Line, typed: Typed) -> str:
    received_on, image = typed.day("received_on"), typed.key("image")
    _understood(typed)
    if received_on is None:
        raise Incomplete({"received_on": words.FAULTS["received_missing"]})
    records.attach_paper_version(actor, line, queries.intake(actor, image) if image else None, received_on)
    return f"Đã gắn bản giấy vào văn bản số đến {line.number}."


STEPS: dict[str, Step] = {
    step.name: step
    for step in (
        Step("present", "present", "records/_present.html", _offer_presenting, _present, "KeyC"),
        Step("direct", "direct", "records/_direct.html", _offer_directing, _direct, "KeyG"),
        Step("enter_written_direction", "written_direction", "records/_written.html", _offer_writing, _write, "KeyB"),
        Step("accept", "accept", "records/_accept.html", _nothing, _accept, "KeyT"),
        Step("finish", "finish", "records/_finish.html", _offer_finishing, _finish, "KeyX"),
        Step("finish_part", "finish_part", "records/_finish_part.html", _nothing, _finish_part, "KeyX"),
        Step("return", "return_assignment", "records/_return.html", _nothing, _return, "KeyR"),
        Step("send_back", "send_back", "records/_return.html", _nothing, _send_back, "KeyR"),
        Step("correct", "correct", "records/_correct.html", _offer_correcting, _correct, "KeyE"),
        Step("attach_paper", "attach_paper", "records/_paper.html", _offer_paper, _attach_paper, "KeyL"),
    )
}
"""In the order their buttons stand."""
