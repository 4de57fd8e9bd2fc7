"""The card on the desk: opened, read, copied, compared and presented."""
