"""Tests: sentences about behaviour, on both database engines."""
