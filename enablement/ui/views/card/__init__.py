"""The card on the desk, as it is seen."""
