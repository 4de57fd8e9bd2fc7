"""Finding a card: what is typed, pasted and chosen, and the list that answers."""
