"""The desktop: what the rep sees and presses."""
