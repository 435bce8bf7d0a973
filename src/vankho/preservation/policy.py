from vankho.clearance.actor import SYSTEM_ROLE
from vankho.clearance.policy import allow, register

register(
    "preservation",
    {
        "keep": allow(SYSTEM_ROLE),
        "seal": allow(SYSTEM_ROLE),
        "open_sealed": allow("secret_custodian"),
        "erase": allow(SYSTEM_ROLE, "secret_custodian", "registry_clerk"),
    },
)
