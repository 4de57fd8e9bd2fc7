"""A rep's own ordered cards for a meeting: gathered, printed, shared, and looked back at."""
