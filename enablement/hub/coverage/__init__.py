"""Which laptops hold which revision, and taking a card back in a hurry."""
