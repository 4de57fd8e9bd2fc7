"""Who takes part in the hub: their roles, accounts, sessions and tokens."""
