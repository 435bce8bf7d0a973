"""Job files (hồ sơ công việc): opened when a matter starts, filled while it is worked on, closed when it ends."""
