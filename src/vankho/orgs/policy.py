from typing import Any

from vankho.clearance.actor import ACCOUNT_ROLE, SYSTEM_ROLE, Actor
from vankho.clearance.policy import allow, register

from .models import Role


def _first_key_or_custodian(actor: Actor, agency: Any) -> bool:
    """An administrator makes the first sealing key so that papers can come in; afterwards it is the custodian's."""
    return actor.has_role(Role.SECRET_CUSTODIAN, SYSTEM_ROLE) or not agency.sealing_keys.exists()


register(
    "orgs",
    {
        "found_agency": allow(SYSTEM_ROLE, Role.SYSTEM_ADMIN, own_agency_only=False),
        "name_agency": allow(SYSTEM_ROLE, Role.SYSTEM_ADMIN, own_agency_only=False),
        "appoint": allow(SYSTEM_ROLE, Role.SYSTEM_ADMIN, own_agency_only=False),
        "open_account": allow(SYSTEM_ROLE, Role.SYSTEM_ADMIN, own_agency_only=False),
        "reset_password": allow(SYSTEM_ROLE, Role.SYSTEM_ADMIN, Role.OFFICE_HEAD, own_agency_only=False),
        "grant_clearance": allow(SYSTEM_ROLE, own_agency_only=False),
        "make_sealing_key": allow(SYSTEM_ROLE, Role.SYSTEM_ADMIN, Role.SECRET_CUSTODIAN, also=_first_key_or_custodian),
        "change_password": allow(SYSTEM_ROLE, ACCOUNT_ROLE, own_agency_only=False),
        "see_people": allow(Role.SYSTEM_ADMIN, Role.OFFICE_HEAD),
    },
)
