"""Lag (2023:196) as a self-check: facts that the register holds, and what follows from them."""
