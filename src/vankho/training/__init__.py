"""People learn it: the practice office and its sample province."""
