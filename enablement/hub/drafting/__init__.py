"""Drafting: how marketing writes a card, has it approved, publishes it and keeps it right."""
