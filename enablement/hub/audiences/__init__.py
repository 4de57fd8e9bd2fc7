"""Whom cards are published to, and how many cards each audience can absorb."""
