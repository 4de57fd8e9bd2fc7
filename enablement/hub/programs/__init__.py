"""The interface for programs as it is written down: one document, for tools and for people."""
