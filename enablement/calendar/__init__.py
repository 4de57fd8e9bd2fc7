"""The meetings of a calendar file: read on this machine, never sent anywhere."""
