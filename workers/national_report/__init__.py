"""The national report: what the counties have submitted, put together from what is kept of it."""
