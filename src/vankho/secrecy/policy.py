from vankho.clearance.actor import SYSTEM_ROLE
from vankho.clearance.policy import allow, register

CUSTODIAN = "secret_custodian"

register(
    "secrecy",
    {
        "open_incident": allow(SYSTEM_ROLE),
        "see_incidents": allow(CUSTODIAN),
        "release_false_alarm": allow(CUSTODIAN),
        "pick_up": allow(CUSTODIAN),
        "erase_after_pick_up": allow(CUSTODIAN),
    },
)
