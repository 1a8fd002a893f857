"""The capped child process in which everything handed in is read."""
