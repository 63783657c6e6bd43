"""Clients generated from the committed contract, and what they do against a running service."""
