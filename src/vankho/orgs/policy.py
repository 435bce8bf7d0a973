from vankho.clearance.actor import SYSTEM_ROLE
from vankho.clearance.policy import allow, register

from .models import Role

register(
    "orgs",
    {
        "found_agency": allow(SYSTEM_ROLE, Role.SYSTEM_ADMIN, own_agency_only=False),
        "name_agency": allow(SYSTEM_ROLE, Role.SYSTEM_ADMIN, own_agency_only=False),
        "appoint": allow(SYSTEM_ROLE, Role.SYSTEM_ADMIN, own_agency_only=False),
        "open_account": allow(SYSTEM_ROLE, Role.SYSTEM_ADMIN, own_agency_only=False),
        "reset_password": allow(SYSTEM_ROLE, Role.SYSTEM_ADMIN, Role.OFFICE_HEAD, own_agency_only=False),
        "grant_clearance": allow(SYSTEM_ROLE, own_agency_only=False),
        "make_sealing_key": allow(SYSTEM_ROLE, Role.SYSTEM_ADMIN, Role.SECRET_CUSTODIAN),
        "change_password": allow(SYSTEM_ROLE, *Role.values, own_agency_only=False),
        "see_people": allow(Role.SYSTEM_ADMIN, Role.OFFICE_HEAD),
    },
)
