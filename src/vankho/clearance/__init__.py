"""Who may know and who may act: secrecy levels, the actor, and the one place that says yes or no. It has no tables."""
