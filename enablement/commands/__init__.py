"""The commands, a file a subject; each is thin and imports what is heavy when it runs."""
