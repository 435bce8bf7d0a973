from typing import Any

from vankho.clearance.actor import SYSTEM_ROLE, Actor
from vankho.clearance.policy import allow, register

CLERK, HEAD, LEADER = "registry_clerk", "office_head", "leader"
UNIT_HEAD, OFFICER, PETITIONS = "unit_head", "officer", "petition_officer"
CUSTODIAN = "secret_custodian"

DIRECTORS = (LEADER, HEAD)
WORKERS = (LEADER, HEAD, UNIT_HEAD, OFFICER)

WHOLE_REGISTER = frozenset({CLERK, HEAD, LEADER})
"""Roles that know every open line of their agency's register; others know what was assigned to their posts."""


def _is_mine(actor: Actor, assignment: Any) -> bool:
    return assignment.post_id in actor.post_ids


def _leads_or_keeps(actor: Actor, document: Any) -> bool:
    """Whoever leads a document finishes it; the records office closes what was only to be known."""
    leads = document.assignments.filter(part="lead").exclude(state="returned")
    if leads.filter(post_id__in=actor.post_ids).exists():
        return True
    return actor.has_role(CLERK, HEAD) and not leads.exclude(state="done").exists()


register(
    "records",
    {
        "receive": allow(CLERK, SYSTEM_ROLE),
        "judge_intake": allow(SYSTEM_ROLE),
        "release_intake": allow(CUSTODIAN),
        "discard_intake": allow(CLERK),
        "see_intakes": allow(CLERK),
        "open_book": allow(CLERK, HEAD, SYSTEM_ROLE),
        "declare_paper_numbers": allow(CLERK),
        "register_incoming": allow(CLERK),
        "register_petition": allow(CLERK, PETITIONS),
        "divert": allow(CLERK),
        "see_diversions": allow(CLERK, HEAD),
        "attach_paper_version": allow(CLERK),
        "correct": allow(CLERK),
        "present": allow(CLERK, HEAD),
        "direct": allow(LEADER, HEAD),
        "send_back": allow(LEADER, HEAD),
        "enter_written_direction": allow(CLERK),
        "accept": allow(LEADER, HEAD, UNIT_HEAD, OFFICER, also=_is_mine),
        "return_assignment": allow(LEADER, HEAD, UNIT_HEAD, OFFICER, also=_is_mine),
        "finish_part": allow(LEADER, HEAD, UNIT_HEAD, OFFICER, also=_is_mine),
        "mark_done": allow(LEADER, HEAD, UNIT_HEAD, OFFICER, CLERK, also=_leads_or_keeps),
        "see_register": allow(CLERK, HEAD, LEADER, UNIT_HEAD, OFFICER),
        "print_register": allow(CLERK, HEAD, LEADER),
        "see_petitions": allow(PETITIONS, LEADER),
        "see_hidden_matches": allow(CUSTODIAN),
    },
)
