"""State-secret acts: what is done when a paper turns up that does not belong on this machine."""
