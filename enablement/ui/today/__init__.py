"""The first page: meetings with their cards, what is new, and what marketing answered."""
