"""The conversation with marketing, as it is seen."""
