"""Approved cards for field reps: found offline in seconds, logged with one key, answered by marketing."""
