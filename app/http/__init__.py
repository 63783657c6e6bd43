"""Translates requests to questions and changes, and errors to statuses."""
