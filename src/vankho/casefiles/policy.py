from typing import Any

from vankho.clearance.actor import Actor
from vankho.clearance.policy import allow, register

WORKING = ("leader", "office_head", "unit_head", "officer", "registry_clerk")
WHOLE_AGENCY = frozenset({"leader", "office_head"})


def _keeps(actor: Actor, file: Any) -> bool:
    return actor.has_role(*WHOLE_AGENCY) or getattr(file, "post_id", None) in actor.post_ids


register(
    "casefiles",
    {
        "open": allow(*WORKING),
        "finish": allow(*WORKING),
        "close": allow(*WORKING, also=_keeps),
        "see": allow(*WORKING),
    },
)
