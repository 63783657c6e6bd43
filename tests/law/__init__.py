"""The self-check against the law."""
