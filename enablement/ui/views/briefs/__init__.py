"""A rep's own ordered cards for a meeting, as it is seen."""
