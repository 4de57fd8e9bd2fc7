"""The conversation with marketing: asked, contradicted, answered."""
