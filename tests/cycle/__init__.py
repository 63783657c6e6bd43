"""The working cycle."""
