from vankho.clearance.actor import SYSTEM_ROLE
from vankho.clearance.policy import allow, register

register("digitisation", {"finish_reading": allow(SYSTEM_ROLE), "read_again": allow("registry_clerk")})
