"""Search: from what a hurried rep types to the right card, and why."""
