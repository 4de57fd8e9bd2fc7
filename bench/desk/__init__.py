"""How the desktop feels: its start, its memory, a keystroke, and what ever makes it wait."""
