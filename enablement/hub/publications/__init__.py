"""Publishing folders of cards and giving them back: what changes, what is in the way, what comes out."""
