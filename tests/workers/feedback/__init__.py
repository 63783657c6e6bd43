"""Tests, placed as the code they are about."""
