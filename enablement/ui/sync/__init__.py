"""The sync as the rep sees it: in the background, told in quiet words."""
