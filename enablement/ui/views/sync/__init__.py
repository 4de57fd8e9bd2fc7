"""The sync as the rep sees it, as it is seen."""
