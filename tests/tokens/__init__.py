"""Tests of tokens: what is believed, what is refused and why, and what when an issuer is away."""
