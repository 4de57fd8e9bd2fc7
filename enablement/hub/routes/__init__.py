"""The hub's addresses: for laptops, and for marketing's browser."""
