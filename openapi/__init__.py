"""The contract, and what writes it."""
