"""The working cycle of the handbook: where a collaboration stands, and what its step wants."""
