from vankho.clearance.policy import allow, register
from vankho.records.policy import CLERK, HEAD, LEADER

register("reports", {"print_book": allow(CLERK, HEAD, LEADER)})
