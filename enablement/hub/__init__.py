"""The hub: marketing's server, which owns the truth about cards and receives the logs."""
