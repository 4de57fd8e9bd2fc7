"""The window itself: its look, its language, its place, and everything it can do by name."""
