"""Delivering reports to the targets of the settings."""
