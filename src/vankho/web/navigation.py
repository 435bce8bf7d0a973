"""The left column: what a person has a verb in, grouped by what one does (UX §3)."""

from __future__ import annotations

from dataclasses import dataclass

from vankho.clearance.actor import Actor
from vankho.clearance.gate import may


@dataclass(frozen=True)
class Place:
    label: str
    url_name: str
    verb: str = ""
    also: tuple[str, ...] = ()
    """Further pages that belong to this place."""


@dataclass(frozen=True)
class ShownPlace:
    label: str
    url_name: str
    is_here: bool


_STEPS = (
    "present",
    "direct",
    "written_direction",
    "accept",
    "finish",
    "finish_part",
    "return_assignment",
    "send_back",
    "correct",
    "attach_paper",
)

_PLACES: tuple[tuple[str, tuple[Place, ...]], ...] = (
    (
        "Hằng ngày",
        (
            Place("Việc của tôi", "desk"),
            Place("Văn bản đến", "register", "records.see_register", ("document", "register_print", *_STEPS)),
            Place("Tiếp nhận, vào sổ", "intakes", "records.see_intakes", ("intake", "enter", "enter_paper", "book")),
            Place("Bì, điện chuyển thẳng", "diversions", "records.see_diversions", ("divert",)),
            Place("Đơn, thư", "petitions", "records.see_petitions", ("petition",)),
            Place("Hồ sơ công việc", "case_files", "casefiles.see", ("case_file", "open_case_file", "close_case_file")),
        ),
    ),
    ("Phục vụ", (Place("Tìm tài liệu", "search", "records.see_register"),)),
    (
        "Theo dõi",
        (
            Place("Niêm phong, báo động", "incidents", "secrecy.see_incidents", ("incident",)),
            Place("Người và chức vụ", "people", "orgs.see_people", ("add_person",)),
        ),
    ),
)


def groups(actor: Actor, url_name: str | None) -> list[tuple[str, list[ShownPlace]]]:
    """The groups this actor sees; a group without a place is not shown."""
    shown = []
    for title, places in _PLACES:
        mine = [
            ShownPlace(place.label, place.url_name, url_name in (place.url_name, *place.also))
            for place in places
            if not place.verb or may(actor, place.verb)
        ]
        if mine:
            shown.append((title, mine))
    return shown
