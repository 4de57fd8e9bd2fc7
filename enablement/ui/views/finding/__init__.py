"""Finding a card, as it is seen."""
