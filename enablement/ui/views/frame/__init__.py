"""The window itself, as it is seen."""
