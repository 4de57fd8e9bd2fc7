"""Bringing in what others wrote: any folder of Markdown or YAML stories becomes card files."""
