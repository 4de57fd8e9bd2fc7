"""How fast marketing's hub is with many cards and logs: `python -m bench.hub`."""
