"""The lists that views show, each holding ids and what a row needs."""
