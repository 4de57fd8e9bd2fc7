"""The first page, as it is seen."""
