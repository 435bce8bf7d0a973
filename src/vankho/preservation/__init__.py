"""Keeps bytes safe: what is kept for good, and the locked spool where what has just arrived waits to be judged."""
