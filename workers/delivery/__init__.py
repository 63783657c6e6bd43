"""Delivering submitted reports to the targets of the settings."""
