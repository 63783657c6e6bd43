"""Tokens: those that others sign and we verify, and those that we sign ourselves."""
