"""The audit: entries in the transaction of the change, one chain, and what is read from it."""
